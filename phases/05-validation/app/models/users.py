"""What a client sends and gets of a user. Names and limits are those of the contract."""

# Exercise 5.3: Users and addresses. UserCreate, UserReplace, UserPatch, User and UserPage belong
# here.
