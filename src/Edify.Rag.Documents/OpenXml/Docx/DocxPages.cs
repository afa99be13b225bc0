using Edify.Rag.Documents.OpenXml.Packaging;

namespace Edify.Rag.Documents.OpenXml.Docx;

/// <summary>Tells whether a document records where its pages break.</summary>
internal static class DocxPages
{
    private const int BlockBytes = 64 * 1024;
    private const int MostBytes = 16 * 1024 * 1024;
    private const int LongestMark = 32;

    /// <summary>Whether a page break stands in the first 16 MiB of the main part.</summary>
    /// <param name="package">The document.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<bool> ExistAsync(OfficePackage package, CancellationToken cancellationToken)
    {
        var stream = await package.OpenAsync(package.MainPart, isCounted: false, cancellationToken).ConfigureAwait(false);
        await using var disposal = stream.ConfigureAwait(false);
        var block = new byte[BlockBytes + LongestMark];
        for (int total = 0, kept = 0; total < MostBytes;)
        {
            var read = await stream.ReadAtLeastAsync(block.AsMemory(kept, BlockBytes), BlockBytes, throwOnEndOfStream: false, cancellationToken)
                .ConfigureAwait(false);
            if (HasBreak(block.AsSpan(0, kept + read))) return true;
            if (read < BlockBytes) return false;
            total += read;
            block.AsSpan(kept + read - LongestMark, LongestMark).CopyTo(block);
            kept = LongestMark;
        }

        return false;
    }

    private static bool HasBreak(ReadOnlySpan<byte> xml) =>
        xml.IndexOf("lastRenderedPageBreak"u8) >= 0 || xml.IndexOf("pageBreakBefore"u8) >= 0 || xml.IndexOf("type=\"page\""u8) >= 0;
}
