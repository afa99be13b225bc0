using Edify.Rag.Documents.Chunking.Measuring;

namespace Edify.Rag.Documents.Chunking.Sentences;

/// <summary>Groups the sentences of one document into chunks, and keeps as many as their windows need.</summary>
/// <remarks>Headings and very short sentences do not count and are merged with the next one, at the end of a section with the one before.</remarks>
internal sealed class SentenceGroups(SentenceWindowChunkerOptions options, ChunkMeter meter)
{
    // "Yes, we do." says nothing on its own.
    private const int ShortestSentence = 24;

    private readonly PassageMaker _maker = new(meter, options.PrefixHeadings);
    private readonly List<TextUnit> _units = [];
    private readonly List<Group> _groups = [];

    /// <summary>Adds the next sentence.</summary>
    public void Add(TextUnit unit)
    {
        var at = _units.Count;
        _units.Add(unit);
        var weight = !unit.IsHeading && unit.Raw.AsSpan().Trim().Length >= ShortestSentence ? 1 : 0;
        if (_groups.Count > 0 && TakesMore(_groups[^1])) _groups[^1] = new(_groups[^1].Start, at + 1, _groups[^1].Sentences + weight);
        else _groups.Add(new(at, at + 1, weight));

        bool TakesMore(Group group) =>
            group.Sentences < options.Sentences && _units[group.Start].Section == unit.Section && Fits(group.Start, at + 1);
    }

    /// <summary>The next chunk; <see langword="null"/> when there is none before more sentences are added.</summary>
    /// <param name="isComplete">Whether no more sentences follow without a gap.</param>
    public Chunk? Next(bool isComplete)
    {
        if (_groups.Count == 0) return null;
        var section = _units[_groups[0].Start].Section;
        var sectionEnd = _units.FindIndex(_groups[0].Start, u => u.Section != section);
        var isWhole = isComplete || sectionEnd >= 0;
        if (sectionEnd < 0) sectionEnd = _units.Count;

        // What follows may still be merged with this group until it is long enough itself.
        if (!isWhole && (_groups.Count < 2 || _groups[1].Sentences < options.Sentences || sectionEnd < _groups[0].End + options.Window)) return null;
        MergeTail(sectionEnd);

        var group = _groups[0];
        var sectionStart = _units.FindIndex(u => u.Section == section);
        var from = Math.Max(sectionStart, group.Start - options.Window);
        var to = Math.Min(sectionEnd, group.End + options.Window);
        var chunk = PassageMaker.WithWindow(_maker.Make(_units[group.Start..group.End]), _units[from..to]);
        Forget(group.End - options.Window);
        return chunk;
    }

    private void MergeTail(int sectionEnd)
    {
        if (_groups.Count < 2 || _groups[1].Sentences > 0 || _groups[1].End != sectionEnd || !Fits(_groups[0].Start, _groups[1].End)) return;
        _groups[0] = new(_groups[0].Start, _groups[1].End, _groups[0].Sentences);
        _groups.RemoveAt(1);
    }

    private void Forget(int count)
    {
        _groups.RemoveAt(0);
        if (count <= 0) return;
        _units.RemoveRange(0, count);
        for (var i = 0; i < _groups.Count; i++) _groups[i] = new(_groups[i].Start - count, _groups[i].End - count, _groups[i].Sentences);
    }

    private bool Fits(int start, int end) => _maker.Measure(_units[start..end]) <= meter.Size;

    private readonly record struct Group(int Start, int End, int Sentences);
}
