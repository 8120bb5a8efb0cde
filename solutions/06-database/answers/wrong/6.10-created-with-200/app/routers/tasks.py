@router.post("", response_model=Task, responses=refuses(409), summary="Add a task")
def create_task(data: TaskCreate, request: Request, response: Response, tasks: Tasks) -> TaskRow:
    task = tasks.add(data.model_dump())
    response.headers["Location"] = str(request.url_for("read_task", task_id=task.id))
    return task
