using System.Globalization;

namespace Edify.Rag.Generation.Context;

/// <summary>What a prompt writes around a passage to name its source, for counting.</summary>
internal static class SourceHeader
{
    /// <summary>The header as the shipped prompt writes it, without what is neutralised in it, which makes nothing longer.</summary>
    public static string Of(RetrievedChunk chunk)
    {
        var page = chunk.Page > 0 ? string.Create(CultureInfo.InvariantCulture, $" page=\"{chunk.Page}\"") : string.Empty;
        var section = chunk.HeadingPath.Count > 0 ? $" section=\"{string.Join(" > ", chunk.HeadingPath)}\"" : string.Empty;
        return $"<passage number=\"99\" document=\"{chunk.Name}\"{page}{section}>\n\n</passage>\n\n";
    }
}
