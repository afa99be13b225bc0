using System.Runtime.CompilerServices;

namespace Edify.Rag.Hosting.Tests.Ingestion;

/// <summary>Reads files that tell what they like of themselves: "name: value" lines, then a line of text for each page.</summary>
internal sealed class TellingReader : IDocumentReader
{
    public string Fingerprint => "telling/1";

    public bool NeedsSeeking => false;

    public bool CanRead(DocumentProbe probe) => probe.Name.EndsWith(".tell", StringComparison.Ordinal);

    public async IAsyncEnumerable<DocumentElement> ReadAsync(
        Stream content, DocumentContext context, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var reader = new StreamReader(content, leaveOpen: true);
        var properties = new Dictionary<string, FieldValue>();
        var (info, page, start) = (new DocumentInfo { Properties = properties }, 0, 0);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Split(": ", 2) is [var name, var value])
            {
                if (name == "Title") info = info with { Title = value };
                else if (name == "Language") info = info with { Language = value };
                else if (name == "Labels") info = info with { PageLabels = value.Split(' ') };
                else properties[name] = value;
                continue;
            }

            if (page++ == 0) context.Info?.Report(info);
            yield return new(ElementKind.Paragraph, line) { Start = start, Page = page };
            start += line.Length + 1;
        }
    }
}
