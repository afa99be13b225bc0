using Edify.Rag.Documents.OpenXml.Packaging;

namespace Edify.Rag.Documents.OpenXml.Docx;

/// <summary>A list that paragraphs may belong to: one of the abstract ones, and where it differs from it.</summary>
/// <param name="Abstract">Identifier of the abstract list, which lends its numbers too.</param>
/// <param name="Starts">First numbers by level, where they are others.</param>
internal sealed record DocxList(string Abstract, Dictionary<int, int> Starts);

/// <summary>The lists of a document, as its numbering part defines them.</summary>
internal sealed class DocxLists
{
    private readonly Dictionary<string, DocxNumberingLevel[]> _abstract = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _styleLinks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DocxList> _lists = new(StringComparer.Ordinal);

    /// <summary>Reads the numbering part, if there is one.</summary>
    /// <param name="package">The document.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<DocxLists> ReadAsync(OfficePackage package, CancellationToken cancellationToken)
    {
        var lists = new DocxLists();
        if (package.Main.First("numbering") is not { } part) return lists;
        using var xml = await package.OpenXmlAsync(part, cancellationToken).ConfigureAwait(false);
        while (await xml.ReadAsync().ConfigureAwait(false))
        {
            if (!xml.IsStart || xml.IsEmpty) continue;
            if (xml.Name == "abstractNum") await lists.AddAbstractAsync(xml).ConfigureAwait(false);
            else if (xml.Name == "num") await lists.AddAsync(xml).ConfigureAwait(false);
        }

        return lists;
    }

    /// <summary>A list; <see langword="null"/> when the document has none of that identifier.</summary>
    /// <param name="id">Identifier.</param>
    public DocxList? Find(string id) => _lists.GetValueOrDefault(id);

    /// <summary>The levels of an abstract list; none when it is unknown.</summary>
    /// <param name="id">Its identifier.</param>
    public DocxNumberingLevel[] Levels(string id) => _abstract.GetValueOrDefault(id) ?? [];

    /// <summary>The numbering style that defines an abstract list; <see langword="null"/> when it defines itself.</summary>
    /// <param name="id">Its identifier.</param>
    public string? StyleOf(string id) => _styleLinks.GetValueOrDefault(id);

    private async ValueTask AddAbstractAsync(PartXml xml)
    {
        var (id, depth) = (xml.Attribute("abstractNumId") ?? string.Empty, xml.Inside);
        var levels = NewLevels();
        while (await xml.ReadInAsync(depth).ConfigureAwait(false))
        {
            if (!xml.IsStart) continue;
            if (xml.Name == "lvl" && Level(xml) is { } level) levels[level] = await ReadLevelAsync(xml).ConfigureAwait(false);
            else if (xml.Name == "numStyleLink" && xml.Attribute("val") is { } style) _styleLinks.TryAdd(id, style);
        }

        _abstract.TryAdd(id, levels);
    }

    private async ValueTask AddAsync(PartXml xml)
    {
        var (id, depth) = (xml.Attribute("numId") ?? string.Empty, xml.Inside);
        string? of = null;
        var starts = new Dictionary<int, int>();
        var level = 0;
        while (await xml.ReadInAsync(depth).ConfigureAwait(false))
        {
            if (!xml.IsStart) continue;
            if (xml.Name == "abstractNumId") of = xml.Attribute("val");
            else if (xml.Name == "lvlOverride") level = Level(xml) ?? 0;
            else if (xml.Name == "startOverride") starts[level] = Clamp(xml.Number());
            else if (xml.Name == "lvl") await xml.SkipAsync().ConfigureAwait(false);
        }

        if (of is not null) _lists.TryAdd(id, new DocxList(of, starts));
    }

    private static async ValueTask<DocxNumberingLevel> ReadLevelAsync(PartXml xml)
    {
        var (level, depth) = (new DocxNumberingLevel(), xml.Inside);
        while (await xml.ReadInAsync(depth).ConfigureAwait(false))
        {
            if (!xml.IsStart) continue;
            switch (xml.Name)
            {
                case "start": level.Start = Clamp(xml.Number()); break;
                case "numFmt": level.Format = xml.Attribute("val") ?? level.Format; break;
                case "lvlText": level.Text = xml.Attribute("val") ?? string.Empty; break;
                case "lvlRestart": level.Restart = xml.Number(); break;
                case "pStyle": level.Style = xml.Attribute("val"); break;
                case "isLgl": level.IsLegal = xml.IsOn(); break;
            }
        }

        return level;
    }

    private static DocxNumberingLevel[] NewLevels() => [.. Enumerable.Range(0, DocxNumbering.Levels).Select(_ => new DocxNumberingLevel())];

    private static int? Level(PartXml xml) => xml.Number("ilvl") is >= 0 and < DocxNumbering.Levels and var level ? (int)level : null;

    private static int Clamp(long? number) => (int)Math.Clamp(number ?? 1, 0, short.MaxValue);
}
