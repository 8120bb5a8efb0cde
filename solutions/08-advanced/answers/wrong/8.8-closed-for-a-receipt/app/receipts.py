def write_missing_receipts(sessions: Sessions) -> None:
    """Write what an earlier process did not get to: its background tasks died with it."""
    with sessions() as session:
        order_ids = missing_receipts(session)
    for order_id in order_ids:
        write_receipt(sessions, order_id)
