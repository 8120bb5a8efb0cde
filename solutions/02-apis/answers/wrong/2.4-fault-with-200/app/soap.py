def answer(message: bytes, catalogue: Catalogue) -> Response:
    try:
        content = get_product(read_operation(message), catalogue)
    except SoapFaultError as fault:
        content = fault_element(fault)
    return envelope(HTTPStatus.OK, content)
