namespace Edify.Rag.Documents.Chunking;

/// <summary>Cuts one document; elements in, chunks out as soon as they are certain.</summary>
internal sealed class ChunkCutter
{
    private readonly ChunkWindow _window = new();
    private readonly ChunkMeter _meter;
    private readonly CutFinder _finder;
    private readonly bool _breaksAtHeadings;
    private int _ordinal;
    private int _start;
    private int _fresh;
    private int _nextCheck;

    /// <summary>A cutter for one document.</summary>
    /// <param name="meter">Measures chunks.</param>
    /// <param name="breaksAtHeadings">Whether headings start new chunks.</param>
    public ChunkCutter(ChunkMeter meter, bool breaksAtHeadings)
    {
        _meter = meter;
        _breaksAtHeadings = breaksAtHeadings;
        _finder = new(_window, meter);
    }

    /// <summary>Adds the next element.</summary>
    /// <param name="element">It; one without text is passed over.</param>
    public void Add(DocumentElement element)
    {
        if (element.Text.Length == 0 || element.Kind == ElementKind.RunningHead) return;
        var moved = _window.Discard(_start);
        _start -= moved;
        _fresh -= moved;
        _window.Append(element);
    }

    /// <summary>The next chunk; <see langword="null"/> when there is none before more elements are added.</summary>
    /// <param name="isComplete">Whether the document has no more elements.</param>
    public Chunk? Next(bool isComplete)
    {
        SkipWhiteSpace();
        if (_fresh == _window.Length || (!isComplete && _window.Length - _start < _nextCheck)) return null;

        var limit = Limit();
        if (limit == _window.Length && !isComplete)
        {
            _nextCheck = _meter.NextCheck(_window.Text[_start..]);
            return null;
        }

        _nextCheck = 0;
        return Cut(limit);
    }

    private Chunk Cut(int limit)
    {
        while (true)
        {
            var cut = ChooseCut(limit);
            var text = _window.Text[_start..cut].TrimEnd();
            var measure = _meter.Measure(text);
            if (_meter.Fits(measure) || (text.Length <= 2 && _start == _fresh)) return Emit(text, cut, measure);

            // Tokens do not always add up: try again with less.
            limit = Shorten(cut);
        }
    }

    private int Shorten(int cut)
    {
        var limit = _start + ((cut - _start) * 7 / 8);
        if (limit > _fresh) return limit;
        if (_start == _fresh) return _fresh + 1;
        _start = _fresh;
        return Limit();
    }

    private int ChooseCut(int limit)
    {
        var section = _breaksAtHeadings ? _finder.SectionStart(_start, _fresh, limit) : -1;
        if (section > _fresh) return section;
        return limit == _window.Length ? limit : _finder.BestCut(_fresh, limit);
    }

    private Chunk Emit(ReadOnlySpan<char> text, int cut, int measure)
    {
        var (first, last) = (_window.IndexAt(_start), _window.IndexAt(_start + text.Length - 1));
        var firstPage = _window.Elements[first].Element.Page;
        var chunk = new Chunk(_ordinal++, text.ToString())
        {
            FirstPage = firstPage,
            LastPage = Math.Max(firstPage, _window.Elements[last].Element.Page),
            PageStarts = PageStartsOf(first, last),
            HeadingPath = PathOf(first, last),
            Span = new(_window.Origin + _start, _window.Origin + _start + text.Length),
            TokenCount = _meter.TokensOf(measure),
        };

        var repeats = cut < _window.Length && !IsHeadingAt(cut);
        _start = repeats ? _finder.OverlapStart(_start, cut) : cut;
        _fresh = cut;
        return chunk;
    }

    // A page without text begins where the next one does.
    private List<int> PageStartsOf(int first, int last)
    {
        var starts = new List<int>();
        var page = _window.Elements[first].Element.Page;
        for (var i = first + 1; i <= last; i++)
        {
            for (; page < _window.Elements[i].Element.Page; page++) starts.Add(_window.Elements[i].Start - _start);
        }

        return starts;
    }

    // Headings at the start of a chunk are above the rest of it; what is left after them knows them all.
    private IReadOnlyList<string> PathOf(int first, int last)
    {
        while (first < last && _window.Elements[first].IsHeading) first++;
        var element = _window.Elements[first].Element;
        return element.Kind == ElementKind.Heading ? [.. element.HeadingPath, element.Text] : element.HeadingPath;
    }

    private bool IsHeadingAt(int position)
    {
        var element = _window.Elements[_window.IndexAt(position)];
        return element.IsHeading && element.Start == position;
    }

    // Furthest end that fits; white space after it belongs to no chunk and costs nothing.
    private int Limit()
    {
        var limit = _start + _meter.Fit(_window.Text[_start..]);
        if (limit <= _fresh)
        {
            _start = _fresh;
            limit = _start + Math.Max(1, _meter.Fit(_window.Text[_start..]));
        }

        while (limit < _window.Length && char.IsWhiteSpace(_window.Text[limit])) limit++;
        return limit;
    }

    private void SkipWhiteSpace()
    {
        var repeats = _start < _fresh;
        while (_fresh < _window.Length && char.IsWhiteSpace(_window.Text[_fresh])) _fresh++;
        if (!repeats) _start = _fresh;
    }
}
