namespace Edify.Rag.Documents.Chunking.Cutting;

/// <summary>The part of a document's text that is still to be cut, with the elements it came from.</summary>
/// <remarks>Positions count from the window's start and stay valid until <see cref="Discard"/>.</remarks>
internal sealed class ChunkWindow
{
    private const int InitialCapacity = 4096;

    private char[] _text = new char[InitialCapacity];
    private readonly List<WindowElement> _elements = [];

    /// <summary>Characters in the window.</summary>
    public int Length { get; private set; }

    /// <summary>Offset of the window in the document's text.</summary>
    public long Origin { get; private set; }

    /// <summary>The window's text.</summary>
    public ReadOnlySpan<char> Text => _text.AsSpan(0, Length);

    /// <summary>What lies in the window, in order.</summary>
    public IReadOnlyList<WindowElement> Elements => _elements;

    /// <summary>Adds an element and the line feed that follows it in the document's text.</summary>
    /// <param name="element">The next element.</param>
    public void Append(DocumentElement element)
    {
        var text = element.Text;
        if (Length + text.Length + 1 > _text.Length) Array.Resize(ref _text, Math.Max(_text.Length * 2, Length + text.Length + 1));

        _elements.Add(new(Length, element));
        text.CopyTo(_text.AsSpan(Length));
        Length += text.Length;
        _text[Length++] = '\n';
    }

    /// <summary>Forgets text that is no longer needed, once it is worth moving the rest.</summary>
    /// <param name="before">Position of the first character that is needed.</param>
    /// <returns>By how much positions move towards the start.</returns>
    public int Discard(int before)
    {
        if (before < Length - before || before == 0) return 0;

        _elements.RemoveRange(0, IndexAt(before));
        for (var i = 0; i < _elements.Count; i++) _elements[i] = _elements[i] with { Start = _elements[i].Start - before };
        Text[before..].CopyTo(_text);
        Length -= before;
        Origin += before;
        return before;
    }

    /// <summary>Forgets all text, and passes over some that is in no window.</summary>
    /// <param name="passed">Its length in the document's text.</param>
    public void Skip(int passed)
    {
        Origin += Length + passed;
        Length = 0;
        _elements.Clear();
    }

    /// <summary>Index of the element that holds a position, which may be that of its line feed.</summary>
    /// <param name="position">A position; the end of the window belongs to the last element.</param>
    public int IndexAt(int position)
    {
        int low = 0, high = _elements.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_elements[middle].Start <= position) low = middle;
            else high = middle - 1;
        }

        return low;
    }
}

/// <summary>An element in a window.</summary>
/// <param name="Start">Where it starts; negative when its start was discarded.</param>
/// <param name="Element">The element.</param>
internal readonly record struct WindowElement(int Start, DocumentElement Element)
{
    /// <summary>Whether it is a heading.</summary>
    public bool IsHeading => Element.Kind == ElementKind.Heading;

    /// <summary>Whether it is nothing but white space.</summary>
    public bool IsBlank => string.IsNullOrWhiteSpace(Element.Text);

    /// <summary>Whether it is no text under a heading: a heading itself, or nothing but white space.</summary>
    public bool SaysNothing => IsHeading || IsBlank;

    /// <summary>Whether its lines are rows or lines of code.</summary>
    public bool HasLines => Element.Kind is ElementKind.Table or ElementKind.Code;
}
