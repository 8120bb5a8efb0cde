WorkDep = Annotated[Work, Depends(begin_work)]
