using Edify.Rag.Documents.Chunking.Measuring;

namespace Edify.Rag.Documents.Chunking.Cutting;

/// <summary>Cuts one document; elements in, chunks out as soon as they are certain.</summary>
internal sealed class ChunkCutter
{
    // A rest of a section up to a quarter of a chunk is not left on its own: what is before it gives some of its text.
    private const int LookAheadShare = 4;

    private readonly ChunkWindow _window = new();
    private readonly ChunkMeter _meter;
    private readonly CutRules _rules;
    private readonly CutFinder _finder;
    private int _ordinal;
    private int _start;
    private int _fresh;

    /// <summary>A cutter for one document.</summary>
    /// <param name="meter">Measures chunks; of this document alone.</param>
    /// <param name="rules">What elements mean.</param>
    public ChunkCutter(ChunkMeter meter, CutRules rules)
    {
        _meter = meter;
        _rules = rules;
        _finder = new(_window, meter, rules);
    }

    /// <summary>Adds the next element.</summary>
    /// <param name="element">It; not without text.</param>
    public void Add(DocumentElement element)
    {
        var moved = _window.Discard(_start);
        if (moved > 0) _meter.Discard(moved);
        _start -= moved;
        _fresh -= moved;
        var length = _window.Length;
        _window.Append(element);
        _meter.Append(_window.Text[length..]);
    }

    /// <summary>Passes over text that comes into no chunk, after the last chunk of what is before it was taken.</summary>
    /// <param name="length">Its length in the document's text.</param>
    public void Skip(int length)
    {
        _meter.Discard(_window.Length);
        _window.Skip(length);
        _start = _fresh = 0;
    }

    /// <summary>The next chunk; <see langword="null"/> when there is none before more elements are added.</summary>
    /// <param name="isComplete">Whether no more elements follow without a gap.</param>
    public Chunk? Next(bool isComplete)
    {
        SkipWhiteSpace();
        if (_fresh == _window.Length) return null;

        var limit = Limit();
        if (!isComplete && _window.Length <= limit + LookAhead(limit)) return null;
        return Cut(limit, isComplete);
    }

    private Chunk Cut(int limit, bool isComplete)
    {
        while (true)
        {
            var cut = ChooseCut(limit, isComplete);
            var text = _window.Text[_start..cut].TrimEnd();
            var measure = _meter.Measure(text);
            var room = RoomAfter(Preface());
            if (measure <= room || (text.Length <= 2 && _start == _fresh)) return Emit(text, cut, measure);

            // Tokens do not always add up: try again with less.
            limit = Shorten(text.Length, measure, room);
        }
    }

    private int Shorten(int length, int measure, int room)
    {
        var limit = _start + Math.Min(length - 1, (int)((long)length * room * 31 / (measure * 32L)));
        if (limit > _fresh) return limit;
        if (_start == _fresh) return _fresh + 1;
        _start = _fresh;
        return Limit();
    }

    private int ChooseCut(int limit, bool isComplete)
    {
        if (_finder.Break(_start, _fresh, limit) is var section && section > _fresh) return section;
        if (limit == _window.Length) return limit;
        if (_finder.EndAfter(limit, limit + LookAhead(limit), isComplete) is var end && end > limit)
            limit = Math.Max(_fresh + 1, _start + ((end - _start) * 3 / 4));
        return _finder.BestCut(_start, _fresh, limit);
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
            EmbedsHeadings = _rules.EmbedsHeadings,
            Preface = Preface(),
            Span = new(_window.Origin + _start, _window.Origin + _start + text.Length),
            TokenCount = _meter.TokensOf(measure),
        };

        _start = MayRepeatBefore(cut) ? _finder.OverlapStart(_start, cut) : cut;
        _fresh = cut;
        return chunk;
    }

    // A page without text begins where the next one does.
    private int[] PageStartsOf(int first, int last)
    {
        var page = _window.Elements[first].Element.Page;
        if (_window.Elements[last].Element.Page <= page) return [];
        var starts = new List<int>();
        for (var i = first + 1; i <= last; i++)
        {
            for (; page < _window.Elements[i].Element.Page; page++) starts.Add(_window.Elements[i].Start - _start);
        }

        return [.. starts];
    }

    // Headings at the start of a chunk are above the rest of it; what is left after them knows them all.
    private IReadOnlyList<string> PathOf(int first, int last)
    {
        while (first < last && _window.Elements[first].SaysNothing) first++;
        var element = _window.Elements[first].Element;
        return element.Kind == ElementKind.Heading ? [.. element.HeadingPath, element.Text] : element.HeadingPath;
    }

    // Nothing is repeated across a heading, across pages that are kept apart, or of rows that have a header to explain them.
    private bool MayRepeatBefore(int cut)
    {
        if (_rules.Overlap == 0 || cut >= _window.Length) return false;
        var index = _window.IndexAt(cut);
        var (element, starts) = (_window.Elements[index], _window.Elements[index].Start == cut);
        if (starts && (element.IsHeading || (_rules.BreaksAtPages && element.Element.Page > _window.Elements[index - 1].Element.Page))) return false;
        return !_rules.KeepsBlocks || !(starts ? _window.Elements[index - 1] : element).HasLines;
    }

    // Furthest end that fits; white space after it belongs to no chunk and costs nothing.
    private int Limit()
    {
        var limit = _meter.Fit(_start, RoomAfter(Preface()), _window.Length);
        if (limit <= _fresh)
        {
            _start = _fresh;
            limit = Math.Max(_start + 1, _meter.Fit(_start, RoomAfter(Preface()), _window.Length));
        }

        while (limit < _window.Length && char.IsWhiteSpace(_window.Text[limit])) limit++;
        return limit;
    }

    private int LookAhead(int limit) => (limit - _start) / LookAheadShare;

    private int RoomAfter(string preface) => _meter.Size - (preface.Length == 0 ? 0 : _meter.Measure(preface) + 1);

    private string Preface()
    {
        if (!_rules.RepeatsTableHeaders) return string.Empty;
        var element = _window.Elements[_window.IndexAt(_start)];
        return TableHeader.For(element.Element, _start - element.Start, _meter);
    }

    private void SkipWhiteSpace()
    {
        var repeats = _start < _fresh;
        while (_fresh < _window.Length && char.IsWhiteSpace(_window.Text[_fresh])) _fresh++;
        if (!repeats) _start = _fresh;
    }
}
