using System.Text;
using Edify.Rag.Documents.OpenXml.Packaging;

namespace Edify.Rag.Documents.OpenXml.Drawing;

/// <summary>Writes equations (ISO/IEC 29500-1, 22.1) in one line: fractions with a slash, powers with a caret.</summary>
internal sealed class EquationText
{
    private readonly Stack<Part> _parts = new();

    /// <summary>Takes the start of an element of an equation.</summary>
    /// <param name="xml">There.</param>
    /// <param name="text">What is written so far.</param>
    public void Start(PartXml xml, StringBuilder text)
    {
        var parent = _parts.TryPeek(out var open) ? open : null;
        if (parent is not null && xml.Name is "chr" or "begChr" or "endChr") SetSign(parent!, xml.Name, xml.Attribute("val") ?? string.Empty);
        if (xml.IsEmpty) return;

        if (xml.Name is "e" or "mr" && parent is not null) BeginArgument(parent, text);
        var part = new Part(xml.Name, parent, text.Length);
        text.Append(Prefix(xml.Name));
        part.Content = text.Length;
        _parts.Push(part);
    }

    /// <summary>Takes the end of an element of an equation.</summary>
    /// <param name="text">What is written so far.</param>
    public void End(StringBuilder text)
    {
        // A long paragraph may have been handed on in the meantime.
        if (!_parts.TryPop(out var part) || part.Content > text.Length) return;
        var isEmpty = text.Length == part.Content;
        if (isEmpty) text.Length = part.Start;
        switch (part.Name)
        {
            case "num" or "den" or "sup" or "sub" or "lim": Group(part, text); break;
            case "e" when part.Parent is { Name: "rad" }: Group(part, text); break;
            case "deg" when !isEmpty: Enclose(part, text, "[", "]"); break;
            case "fName": text.Append(' '); break;
            case "naryPr": text.Append(part.Parent?.Sign); break;
            case "d" when part.Arguments > 0: text.Append(part.EndSign); break;
        }
    }

    private static string Prefix(string name) => name switch
    {
        "den" => "/",
        "sup" => "^",
        "sub" or "lim" => "_",
        "rad" => "√",
        _ => string.Empty,
    };

    // Properties stand in an element of their own, within what they belong to.
    private static void SetSign(Part properties, string name, string sign)
    {
        if (properties.Parent is not { } part) return;
        if (name == "begChr") part.BeginSign = sign;
        else if (name == "endChr") part.EndSign = sign;
        else part.Sign = sign;
    }

    private static void BeginArgument(Part parent, StringBuilder text)
    {
        var isFirst = parent.Arguments++ == 0;
        if (parent.Name == "d") text.Append(isFirst ? parent.BeginSign : ",");
        else if (parent.Name == "nary" || (parent.Name == "mr" && !isFirst)) text.Append(' ');
        else if (parent.Name is "m" or "eqArr" && !isFirst) text.Append("; ");
    }

    private static void Group(Part part, StringBuilder text)
    {
        for (var i = part.Content; i < text.Length; i++)
        {
            if (char.IsLetterOrDigit(text[i])) continue;
            Enclose(part, text, "(", ")");
            return;
        }
    }

    private static void Enclose(Part part, StringBuilder text, string begin, string end) => text.Insert(part.Content, begin).Append(end);

    private sealed class Part(string name, Part? parent, int start)
    {
        public string Name => name;
        public Part? Parent => parent;
        public int Start { get; } = start;
        public int Content { get; set; } = start;
        public string BeginSign { get; set; } = "(";
        public string EndSign { get; set; } = ")";
        public string Sign { get; set; } = "∫";
        public int Arguments { get; set; }
    }
}
