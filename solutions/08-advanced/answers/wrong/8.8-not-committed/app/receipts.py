def write_receipt(sessions: Sessions, order_id: int) -> None:
    """Write the receipt of an order, unless it is there already or the order is gone.

    It runs in the background, so it opens a session of its own: that of the request is closed
    when the answer starts. Nobody is there to be told of a failure: it is logged, and the receipt
    is written at the next start.
    """
    try:
        with sessions() as session:
            order = OrderRepository(session).find(order_id, owner=None)
            if order is not None:
                text = receipt_text(Order.model_validate(order))
                receipt = insert(ReceiptRow).values(order_id=order_id, text=text)
                session.execute(receipt.on_conflict_do_nothing())
    except SQLAlchemyError:
        logger.exception("The receipt of order %s could not be written.", order_id)
