def schedule_receipt(tasks: BackgroundTasks, sessions: Sessions, order_id: int) -> None:
    """Have the receipt of an order written after the answer."""
    tasks.add_task(lambda done: done, write_receipt(sessions, order_id))
