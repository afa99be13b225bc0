using System.Globalization;
using System.Text;
using System.Xml;
using Edify.Rag.Documents.Archives;

namespace Edify.Rag.Documents.OpenXml.Packaging;

/// <summary>Walks the markup of a part, node by node.</summary>
/// <remarks>
/// Names are compared without their namespaces, in which alone the strict and the transitional form differ. Of alternatives
/// (ISO/IEC 29500-3) only the first is seen: they show the same in different ways.
/// </remarks>
internal sealed class PartXml(XmlReader xml, PackageMeter meter) : IDisposable
{
    private const int Nothing = -1;

    private readonly char[] _part = new char[4096];
    private readonly Stack<Alternatives> _alternatives = new();

    /// <summary>Whether an element starts here.</summary>
    public bool IsStart => xml.NodeType == XmlNodeType.Element;

    /// <summary>Whether an element ends here; one without content starts only.</summary>
    public bool IsEnd => xml.NodeType == XmlNodeType.EndElement;

    /// <summary>Whether this is text.</summary>
    public bool IsText => xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace;

    /// <summary>Name of the element, without prefix.</summary>
    public string Name => xml.LocalName;

    /// <summary>Whether the element has no content and no end of its own.</summary>
    public bool IsEmpty => xml.IsEmptyElement;

    /// <summary>How many elements lie around this node.</summary>
    public int Depth => xml.Depth;

    /// <summary>At the start of an element, how deep nodes are at most that no longer belong to it.</summary>
    public int Inside => xml.IsEmptyElement ? Nothing : xml.Depth;

    /// <summary>Whether the element belongs to the markup of equations, which shares names with that of text.</summary>
    public bool IsMath => xml.NamespaceURI.EndsWith("/math", StringComparison.Ordinal);

    /// <summary>Moves to the next node.</summary>
    /// <returns><see langword="false"/> at the end of the part.</returns>
    public ValueTask<bool> ReadAsync()
    {
        // Nearly every node is in memory by now, and a sheet has millions of them: those need no state machine.
        var reading = xml.ReadAsync();
        if (!reading.IsCompletedSuccessfully) return FinishAsync(reading);
        if (!reading.Result) return new(false);
        return IsSeen() ? new(true) : SkipAndReadAsync();
    }

    /// <summary>Moves to the next node inside an element.</summary>
    /// <param name="inside">What <see cref="Inside"/> was at its start.</param>
    /// <returns><see langword="false"/> at the end of the element.</returns>
    public ValueTask<bool> ReadInAsync(int inside)
    {
        if (inside == Nothing) return new(false);
        var reading = ReadAsync();
        return reading.IsCompletedSuccessfully ? new(reading.Result && xml.Depth > inside) : FinishInAsync(reading, inside);
    }

    /// <summary>Moves to the end of the current element, past everything in it.</summary>
    public async ValueTask SkipAsync()
    {
        if (xml.IsEmptyElement) return;
        var depth = xml.Depth;
        while (await xml.ReadAsync().ConfigureAwait(false) && xml.Depth > depth)
        {
            meter.EndNode();
            if (IsStart) meter.CountElement(xml.Depth);
        }
    }

    /// <summary>What counts towards <see cref="DocumentLimits.MaxObjects"/> so far.</summary>
    public long Objects => meter.Objects;

    /// <summary>Lets the elements since the start of a row or text count as its cells, or as one object.</summary>
    /// <param name="before">What <see cref="Objects"/> was before it.</param>
    /// <param name="cells">How many cells it holds.</param>
    public void CountAs(long before, int cells) => meter.CountAs(before, cells);

    /// <summary>Value of an attribute of markup that gives its attributes no namespaces, as that of cells; faster than the search for others.</summary>
    /// <param name="name">Name.</param>
    public string? PlainAttribute(string name) => xml.GetAttribute(name);

    /// <summary>Value of an attribute; <see langword="null"/> without one.</summary>
    /// <param name="name">Name without prefix.</param>
    public string? Attribute(string name) => Attribute(name, isReference: false);

    /// <summary>Identifier of a relationship that an attribute holds; <see langword="null"/> without one.</summary>
    /// <param name="name">Name without prefix.</param>
    public string? Reference(string name = "id") => Attribute(name, isReference: true);

    /// <summary>An attribute as a whole number; <see langword="null"/> when it is none.</summary>
    /// <param name="name">Name without prefix.</param>
    public long? Number(string name = "val") =>
        long.TryParse(Attribute(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Whether a property that is on by being there is not switched off.</summary>
    public bool IsOn() => Attribute("val") is not ("0" or "false" or "off");

    /// <summary>Whether an attribute is there and true.</summary>
    /// <param name="name">Name without prefix.</param>
    public bool Is(string name) => Attribute(name) is "1" or "true" or "on";

    /// <summary>Appends the value of a text node, in parts: it may be as long as the document.</summary>
    /// <param name="text">Where it goes.</param>
    /// <param name="most">Most characters that may stand there.</param>
    /// <exception cref="InvalidDataException">There would be more.</exception>
    public async ValueTask AppendTextAsync(StringBuilder text, int most)
    {
        for (int read; (read = await xml.ReadValueChunkAsync(_part, 0, _part.Length).ConfigureAwait(false)) > 0;)
        {
            meter.EndNode();
            text.Append(_part, 0, read);
            if (text.Length > most) throw new InvalidDataException("A piece of text is longer than any that people write.");
        }
    }

    /// <summary>Appends all text of the current element.</summary>
    /// <param name="text">Where it goes.</param>
    /// <param name="most">Most characters that may stand there.</param>
    public async ValueTask AppendContentAsync(StringBuilder text, int most)
    {
        var inside = Inside;
        while (await ReadInAsync(inside).ConfigureAwait(false))
            if (IsText) await AppendTextAsync(text, most).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => xml.Dispose();

    private async ValueTask<bool> FinishAsync(Task<bool> reading)
    {
        if (!await reading.ConfigureAwait(false)) return false;
        return IsSeen() || await SkipAndReadAsync().ConfigureAwait(false);
    }

    private async ValueTask<bool> FinishInAsync(ValueTask<bool> reading, int inside) => await reading.ConfigureAwait(false) && xml.Depth > inside;

    private async ValueTask<bool> SkipAndReadAsync()
    {
        do
        {
            await SkipAsync().ConfigureAwait(false);
            if (!await xml.ReadAsync().ConfigureAwait(false)) return false;
        }
        while (!IsSeen());
        return true;
    }

    private bool IsSeen()
    {
        meter.EndNode();
        if (!IsStart) return true;
        meter.CountElement(xml.Depth);
        return (_alternatives.Count == 0 && Name != "AlternateContent") || !IsSecondAlternative();
    }

    private bool IsSecondAlternative()
    {
        while (_alternatives.TryPeek(out var outer) && outer.Depth >= xml.Depth) _alternatives.Pop();
        if (Name == "AlternateContent")
        {
            if (!xml.IsEmptyElement) _alternatives.Push(new Alternatives(xml.Depth));
            return false;
        }

        if (!_alternatives.TryPeek(out var alternatives) || alternatives.Depth != xml.Depth - 1 || Name is not ("Choice" or "Fallback")) return false;
        if (alternatives.IsTaken) return true;
        alternatives.IsTaken = true;
        return false;
    }

    private string? Attribute(string name, bool isReference)
    {
        string? value = null;
        for (var found = xml.MoveToFirstAttribute(); found && value is null; found = xml.MoveToNextAttribute())
            if (xml.LocalName == name && xml.NamespaceURI.EndsWith("/relationships", StringComparison.Ordinal) == isReference) value = xml.Value;
        xml.MoveToElement();
        return value;
    }

    private sealed class Alternatives(int depth)
    {
        public int Depth => depth;
        public bool IsTaken { get; set; }
    }
}
