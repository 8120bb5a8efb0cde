# Exercise 7.2: Sign up. How long a new password must be, and which ones everybody tries, is missing.
NewPassword = Annotated[SecretStr, Field(examples=["correct horse battery"])]
