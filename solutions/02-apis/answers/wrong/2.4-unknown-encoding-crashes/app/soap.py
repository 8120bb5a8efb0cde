def read_operation(message: bytes) -> ET.Element:
    parser = ET.XMLParser(target=StrictBuilder())
    try:
        parser.feed(message)
        root = parser.close()
    except ET.ParseError as problem:
        raise SoapFaultError("Client", "This is not XML.") from problem
    if root.tag != f"{{{ENVELOPE}}}Envelope":
        raise SoapFaultError("VersionMismatch", "This is no Envelope of SOAP 1.1.")
    operation = root.find(f"{{{ENVELOPE}}}Body/*")
    if operation is None:
        raise SoapFaultError("Client", "There is no operation.")
    return operation
