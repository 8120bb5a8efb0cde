from pydantic import EmailStr

Email = EmailStr
