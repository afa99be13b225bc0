using System.Runtime.CompilerServices;
using Edify.Rag.Documents.Inspection.Language;

namespace Edify.Rag.Documents.Inspection;

/// <summary>Counts what a reader yields and reports, in bounded memory.</summary>
internal sealed class DocumentSurvey : IProgress<ReadEvent>, IProgress<DocumentInfo>
{
    private const int MostWarnings = 100;
    private const int MostPages = 100_000;
    private const int LongestTitle = 300;

    private readonly List<ReadEvent> _warnings = [];
    private readonly SortedSet<int> _needsOcr = [];
    private readonly HashSet<int> _recognized = [];
    private readonly Repetitions _repetitions = new();
    private readonly LanguageSample _sample = new();
    private DocumentInfo _info = new();
    private string? _firstTitle;
    private int _lastPage;
    private long _elements;
    private long _characters;
    private long _shown;
    private long _undecodable;
    private long _replacements;
    private long _warningCount;

    /// <summary>Fingerprint of the reader.</summary>
    public string? Reader { get; set; }

    /// <summary>Whether the file's name, rather than a heading, is the title of a document that declares none.</summary>
    public bool IsNamedByFile { get; set; }

    /// <summary>Number of chunks.</summary>
    public long Chunks { get; set; }

    /// <summary>Counts elements as they pass.</summary>
    public async IAsyncEnumerable<DocumentElement> ObserveAsync(
        IAsyncEnumerable<DocumentElement> elements, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var element in elements.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            Add(element);
            yield return element;
        }
    }

    /// <inheritdoc/>
    public void Report(DocumentInfo value) => _info = value;

    /// <inheritdoc/>
    public void Report(ReadEvent value)
    {
        _lastPage = Math.Max(_lastPage, value.Page);
        _undecodable += value.Undecodable;
        _shown += value.Characters;
        if (value is { Kind: ReadEventKind.NeedsOcr, Page: > 0 }) Keep(_needsOcr, value.Page);
        else if (value.Kind == ReadEventKind.Recognized) Keep(_recognized, value.Page);
        else if (value.Kind != ReadEventKind.PageRead) Warn(value);
    }

    /// <summary>What was found so far.</summary>
    /// <param name="name">The document's name.</param>
    public DocumentReport Report(string name) => new(name)
    {
        Reader = Reader,
        Info = _info,
        Title = _info.Title ?? (IsNamedByFile ? FileTitle(name) : _firstTitle),
        Language = _info.Language ?? _sample.Detect(),
        Pages = Math.Max(_info.PageCount, _lastPage),
        Elements = _elements,
        Chunks = Chunks,
        Characters = _characters,
        UndecodableShare = UndecodableShare(),
        NeedsOcrPages = [.. _needsOcr.Where(page => !_recognized.Contains(page))],
        Duplicates = _repetitions.Count,
        Warnings = [.. _warnings],
        WarningCount = _warningCount,
    };

    private static string? FileTitle(string name) => Path.GetFileNameWithoutExtension(name) is { Length: > 0 } title ? title : null;

    private void Add(DocumentElement element)
    {
        _elements++;
        _lastPage = Math.Max(_lastPage, element.Page);
        if (element.Kind == ElementKind.RunningHead) return;

        _characters += element.Text.Length;
        foreach (var c in element.Text)
            if (c == '\uFFFD') _replacements++;
        if (element is { Kind: ElementKind.Heading, Level: 1, Text.Length: <= LongestTitle }) _firstTitle ??= element.Text;
        if (element.Kind != ElementKind.Code) _sample.Add(element.Text);
        _repetitions.Add(element.Text);
    }

    // Readers of pages say how many characters there were; of other text, what could not be decoded stands in it.
    private double UndecodableShare()
    {
        var undecodable = Math.Max(_undecodable, _replacements);
        var all = Math.Max(_shown, _characters);
        return undecodable == 0 ? 0 : Math.Min(1, (double)undecodable / Math.Max(all, undecodable));
    }

    private void Warn(ReadEvent value)
    {
        _warningCount++;
        if (_warnings.Count < MostWarnings) _warnings.Add(value);
    }

    private static void Keep(ISet<int> pages, int page)
    {
        if (pages.Count < MostPages) pages.Add(page);
    }
}
