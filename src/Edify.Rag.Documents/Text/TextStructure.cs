using System.Buffers;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Text;

/// <summary>Finds the structure that people give to text without markup.</summary>
/// <remarks>
/// Blank lines and rules end a paragraph; a line underlined with = or - is a heading; "-", "*", "•", "1." and "1)" begin
/// list items. Nothing is guessed from capitals or numbers alone.
/// </remarks>
internal sealed class TextStructure(IProgress<ReadEvent>? report)
{
    /// <summary>Longest element in characters; longer paragraphs are cut, at white space if there is any.</summary>
    public const int MaxElement = 64 * 1024;

    private const int LongestTitle = 200;

    private readonly ElementComposer _composer = new();
    private readonly ArrayBufferWriter<char> _text = new();
    private readonly Stack<int> _indents = new();
    private ElementKind _kind = ElementKind.Paragraph;
    private int _lines;
    private int _page;

    /// <summary>What has ended since the list was last cleared.</summary>
    public List<DocumentElement> Elements { get; } = [];

    /// <summary>Begins to count pages.</summary>
    public void StartPages() => _page = 1;

    /// <summary>Takes a line.</summary>
    /// <param name="line">The line without its end.</param>
    public void AddLine(ReadOnlySpan<char> line)
    {
        var text = line.Trim();
        if (text.IsEmpty) EndElement();
        else if (IsRule(text)) EndAtRule(text[0]);
        else if (ListMarker.Length(text) is > 0 and var marker && MayBegin(text)) BeginItem(line, text[marker..]);
        else Append(text);
    }

    /// <summary>Takes a form feed.</summary>
    public void EndPage()
    {
        EndElement();
        if (_page == 0) return;
        report?.Report(new(ReadEventKind.PageRead, _page, "page read"));
        _page++;
    }

    /// <summary>Ends the paragraph or item that is open.</summary>
    public void EndElement()
    {
        if (_lines == 0) return;
        if (_kind == ElementKind.Paragraph) _indents.Clear();
        Emit(_kind, _text.WrittenSpan, ItemDepth);
        Reset();
    }

    private void EndAtRule(char rule)
    {
        var isLine = _lines == 1 && _kind == ElementKind.Paragraph && _text.WrittenCount <= LongestTitle;
        if (isLine && (rule is '=' or '-'))
        {
            Emit(ElementKind.Heading, _text.WrittenSpan, rule == '=' ? 1 : 2);
            Reset();
        }

        EndElement();
    }

    private void BeginItem(ReadOnlySpan<char> line, ReadOnlySpan<char> text)
    {
        EndElement();
        var indent = Indent(line);
        while (_indents.TryPeek(out var outer) && outer >= indent) _indents.Pop();
        _indents.Push(indent);
        _kind = ElementKind.ListItem;
        Append(text);
    }

    private void Append(ReadOnlySpan<char> text)
    {
        if (_text.WrittenCount + text.Length >= MaxElement) EndElement();
        while (text.Length > MaxElement)
        {
            var cut = CutPoint(text);
            Emit(_kind, text[..cut], ItemDepth);
            text = text[cut..];
        }

        if (_lines++ > 0) _text.Write("\n");
        _text.Write(text);
    }

    private void Emit(ElementKind kind, ReadOnlySpan<char> text, int level)
    {
        if (_composer.Compose(kind, text, _page, level) is { } element) Elements.Add(element);
    }

    private void Reset()
    {
        _text.ResetWrittenCount();
        _kind = ElementKind.Paragraph;
        _lines = 0;
    }

    private int ItemDepth => _kind == ElementKind.ListItem ? _indents.Count : 0;

    /// <summary>Where to cut text that is longer than <see cref="MaxElement"/>: after white space, never within a surrogate pair.</summary>
    /// <param name="text">The text.</param>
    public static int CutPoint(ReadOnlySpan<char> text)
    {
        var space = text[..MaxElement].LastIndexOfAny(" \t\u3000");
        if (space > 0) return space + 1;
        return char.IsLowSurrogate(text[MaxElement]) ? MaxElement - 1 : MaxElement;
    }

    // A number in the middle of a paragraph is more often the end of a sentence than the start of an item.
    private bool MayBegin(ReadOnlySpan<char> text) =>
        _lines == 0 || _kind == ElementKind.ListItem || !char.IsAsciiDigit(text[0]) || text[..2] is "1." or "1)";

    private static bool IsRule(ReadOnlySpan<char> text) =>
        text.Length >= 3 && (text[0] is '=' or '-' or '_' or '*' or '~' or '#') && !text.ContainsAnyExcept(text[0]);

    private static int Indent(ReadOnlySpan<char> line)
    {
        var columns = 0;
        foreach (var c in line)
        {
            if (c == ' ') columns++;
            else if (c == '\t') columns += 4 - (columns % 4);
            else break;
        }

        return columns;
    }
}
