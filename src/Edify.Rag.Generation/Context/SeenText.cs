using Edify.Rag.Generation.Text;
using Edify.Rag.Shared.Language;

namespace Edify.Rag.Generation.Context;

/// <summary>What the passages chosen so far say already.</summary>
internal sealed class SeenText
{
    private const double NearDuplicate = 0.9;

    private readonly List<(Guid Document, string Name, TextSpan Span)> _spans = [];
    private readonly List<(Guid Document, string Name, TextSpan Span)> _windows = [];
    private readonly List<(HashSet<string> Stems, HashSet<string> Numbers)> _texts = [];

    /// <summary>The longest run of a chunk's sentences that no chosen passage of the same document covers.</summary>
    public List<Range> NewSentences(RetrievedChunk chunk, List<Range> sentences)
    {
        if (StartOf(chunk) is not { } start) return sentences;
        var covering = _spans.Where(s => s.Document == chunk.DocumentId && s.Name == chunk.Name).Select(s => s.Span).ToArray();
        if (covering.Length == 0) return sentences;

        var best = new List<Range>();
        var run = new List<Range>();
        foreach (var sentence in sentences)
        {
            if (covering.Any(c => c.Start <= start + sentence.Start.Value && start + sentence.End.Value <= c.End)) run = [];
            else run.Add(sentence);
            if (Length(run) > Length(best)) best = run;
        }

        return best;
    }

    /// <summary>Whether none of a chunk's window was shown in another; if so, it is remembered as shown.</summary>
    public bool TakesWindow(RetrievedChunk chunk, string window)
    {
        var offset = window.IndexOf(chunk.Record.Text, StringComparison.Ordinal);
        if (offset < 0 || StartOf(chunk) is not { } start) return offset >= 0;
        var span = new TextSpan(start - offset, start - offset + window.Length);
        if (_windows.Any(w => w.Document == chunk.DocumentId && w.Name == chunk.Name && w.Span.Start < span.End && span.Start < w.Span.End)) return false;
        _windows.Add((chunk.DocumentId, chunk.Name, span));
        return true;
    }

    /// <summary>Whether a text says what a chosen one does, in nearly the same words and with the same numbers.</summary>
    public bool Repeats(string text)
    {
        var (stems, numbers) = TermsOf(text);
        return _texts.Any(t => t.Numbers.SetEquals(numbers) && stems.Count > 0 && Similarity.Jaccard(t.Stems, stems) >= NearDuplicate);
    }

    /// <summary>Remembers a chosen part of a chunk.</summary>
    public void Add(RetrievedChunk chunk, Range part, string text)
    {
        if (StartOf(chunk) is { } start)
            _spans.Add((chunk.DocumentId, chunk.Name, new(start + part.Start.Value, start + part.End.Value)));
        _texts.Add(TermsOf(text));
    }

    private static long? StartOf(RetrievedChunk chunk) =>
        chunk.Record.Fields.TryGetValue(RagFields.Start, out var start) && start.Kind == FieldKind.Integer &&
        (chunk.DocumentId != Guid.Empty || chunk.Name.Length > 0)
            ? start.AsInteger()
            : null;

    private static int Length(List<Range> run) => run.Count == 0 ? 0 : run[^1].End.Value - run[0].Start.Value;

    // Numbers stand apart: the rules for grade 6 and for grade 7 may differ in nothing else.
    private static (HashSet<string> Stems, HashSet<string> Numbers) TermsOf(string text)
    {
        var terms = TermScanner.Scan(text);
        return ([.. terms.Select(t => t.Stem)], [.. terms.Where(t => t.Kind == TermKind.Number).Select(t => t.Stem)]);
    }
}
