def read_operation(message: bytes) -> ET.Element:
    try:
        root = ET.fromstring(message)
    except (ET.ParseError, LookupError, ValueError) as problem:
        raise SoapFaultError("Client", "This is not XML.") from problem
    if root.tag != f"{{{ENVELOPE}}}Envelope":
        raise SoapFaultError("VersionMismatch", "This is no Envelope of SOAP 1.1.")
    operation = root.find(f"{{{ENVELOPE}}}Body/*")
    if operation is None:
        raise SoapFaultError("Client", "There is no operation.")
    return operation
