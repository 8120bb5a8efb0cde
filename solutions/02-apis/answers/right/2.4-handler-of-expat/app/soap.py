from xml.parsers import expat


def read_operation(message: bytes) -> ET.Element:
    builder = ET.TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartDoctypeDeclHandler = builder_refuses

    def start(name: str, attributes: dict[str, str]) -> None:
        builder.start("{" + name if "}" in name else name, attributes)

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: builder.end("{" + name if "}" in name else name)
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(message, True)
    except (expat.ExpatError, LookupError, ValueError) as problem:
        raise SoapFaultError("Client", str(problem)) from problem
    root = builder.close()
    if not root.tag.endswith("}Envelope") or root.tag != "{%s}Envelope" % ENVELOPE:
        raise SoapFaultError("VersionMismatch", root.tag)
    for child in root:
        if child.tag == "{%s}Body" % ENVELOPE and len(child):
            return child[0]
    raise SoapFaultError("Client", "Nothing is asked for.")


def builder_refuses(*_: object) -> None:
    raise SoapFaultError("Client", "DOCTYPE")
