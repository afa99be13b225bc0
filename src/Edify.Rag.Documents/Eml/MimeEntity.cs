namespace Edify.Rag.Documents.Eml;

/// <summary>A message, or a part of one: its fields and its body as it stands in the file.</summary>
internal sealed class MimeEntity
{
    private readonly ReadOnlyMemory<byte> _body;

    private MimeEntity(MimeHeaders headers, ReadOnlyMemory<byte> body, string defaultType)
    {
        (Headers, _body) = (headers, body);
        Type = MimeValue.Parse(headers["Content-Type"] is { Length: > 0 } type ? type : defaultType);
        Disposition = MimeValue.Parse(headers["Content-Disposition"]);
        FileName = Disposition["filename"] ?? Type["name"];
    }

    /// <summary>Its fields.</summary>
    public MimeHeaders Headers { get; }

    /// <summary>Its media type.</summary>
    public MimeValue Type { get; }

    /// <summary>How it is to be shown.</summary>
    public MimeValue Disposition { get; }

    /// <summary>What it is called; <see langword="null"/> without a name.</summary>
    public string? FileName { get; }

    /// <summary>Whether it consists of parts.</summary>
    public bool IsMultipart => Type.Value.StartsWith("multipart/", StringComparison.Ordinal) && Type["boundary"] is { Length: > 0 };

    /// <summary>Whether it is meant to be kept apart from the text.</summary>
    public bool IsAttached => Disposition.Value == "attachment" || FileName is { Length: > 0 };

    /// <summary>Reads the fields of a message or part.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="defaultType">Its media type when it names none.</param>
    public static MimeEntity Read(ReadOnlyMemory<byte> bytes, string defaultType = "text/plain")
    {
        var (headers, body) = MimeHeaders.Read(bytes);
        return new(headers, body, defaultType);
    }

    /// <summary>Bytes of its body as it stands in the file.</summary>
    public int Size => _body.Length;

    /// <summary>Its bytes, ready to be used.</summary>
    public ReadOnlyMemory<byte> Content() => TransferEncoding.Decode(_body, Headers["Content-Transfer-Encoding"]);

    /// <summary>Its text.</summary>
    public string Text() => MimeCharset.Decode(Content().Span, Type["charset"]);

    /// <summary>Its parts, in order.</summary>
    /// <param name="most">Most parts to find.</param>
    public List<MimeEntity> Parts(int most)
    {
        var parts = new List<MimeEntity>();
        var inner = Type.Value == "multipart/digest" ? "message/rfc822" : "text/plain";
        foreach (var part in MimeBoundary.Split(_body, Type["boundary"]!))
        {
            if (parts.Count >= most) break;
            parts.Add(Read(part, inner));
        }

        return parts;
    }
}
