using System.Text;

namespace Edify.Rag.Documents.OpenXml.Packaging;

/// <summary>What a document says of itself in its properties.</summary>
internal static class CoreProperties
{
    private static readonly string[] Further = ["subject", "keywords", "description", "category"];

    private const int LongestProperty = 1_000_000;
    private const int LongestKept = 2000;

    /// <summary>Reads them; a package without any says nothing.</summary>
    /// <param name="package">The document.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<DocumentInfo> ReadAsync(OfficePackage package, CancellationToken cancellationToken)
    {
        if (package.Root.First("core-properties") is not { } part) return new DocumentInfo();
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        using var xml = await package.OpenXmlAsync(part, cancellationToken).ConfigureAwait(false);
        while (await xml.ReadAsync().ConfigureAwait(false))
        {
            if (!xml.IsStart || xml.Depth != 1) continue;
            var (name, text) = (xml.Name, new StringBuilder());
            await xml.AppendContentAsync(text, LongestProperty).ConfigureAwait(false);
            var value = text.ToString().Trim();
            if (value.Length is > 0 and <= LongestKept) found.TryAdd(name, value);
        }

        return new DocumentInfo
        {
            Title = TitlePlaceholders.Without(found.GetValueOrDefault("title")),
            Author = found.GetValueOrDefault("creator"),
            Language = found.GetValueOrDefault("language"),
            Properties = Further.Where(found.ContainsKey).ToDictionary(name => name, name => (FieldValue)found[name]),
        };
    }
}
