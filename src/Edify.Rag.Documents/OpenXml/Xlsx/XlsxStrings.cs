using System.Globalization;
using System.Text;
using Edify.Rag.Documents.OpenXml.Packaging;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.OpenXml.Xlsx;

/// <summary>The texts that the cells of a workbook share, kept in UTF-8 to take little room.</summary>
internal sealed class XlsxStrings
{
    private const int MostBytes = 256 * 1024 * 1024;
    private const int BlockBytes = 1024 * 1024;

    // What it takes to find a text again.
    private const int BytesPerText = 16;

    private readonly List<(byte[] Block, int Start, int Length)> _texts = [];
    private byte[] _block = [];
    private int _used;
    private long _bytes;

    /// <summary>Reads them, if there are any.</summary>
    /// <param name="package">The workbook.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="DocumentReadException">They are too many to be kept.</exception>
    public static async Task<XlsxStrings> ReadAsync(OfficePackage package, CancellationToken cancellationToken)
    {
        var strings = new XlsxStrings();
        if (package.Main.First("sharedStrings") is not { } part) return strings;
        using var xml = await package.OpenXmlAsync(part, cancellationToken).ConfigureAwait(false);
        var text = new StringBuilder();
        while (await xml.ReadAsync().ConfigureAwait(false))
        {
            if (!xml.IsStart || xml.Name != "si") continue;
            var before = xml.Objects;
            await XlsxText.ReadAsync(xml, text.Clear()).ConfigureAwait(false);
            xml.CountAs(before - 1, cells: 0);
            strings.Add(text.ToString(), package.Context);
        }

        return strings;
    }

    /// <summary>A text by its number; empty when there is none.</summary>
    /// <param name="index">The number, from 0, as the cell holds it.</param>
    public string Get(ReadOnlySpan<char> index)
    {
        if (!int.TryParse(index, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var at)) return string.Empty;
        if (at < 0 || at >= _texts.Count) return string.Empty;
        var (block, start, length) = _texts[at];
        return Encoding.UTF8.GetString(block, start, length);
    }

    private void Add(string text, DocumentContext context)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        _bytes += length + BytesPerText;
        if (_bytes > MostBytes) throw OverLimit.Held(context, nameof(DocumentLimits.MaxInflatedBytes), "The text that cells share", MostBytes, "bytes");
        if (_used + length > _block.Length) (_block, _used) = (new byte[Math.Max(BlockBytes, length)], 0);
        Encoding.UTF8.GetBytes(text, _block.AsSpan(_used));
        _texts.Add((_block, _used, length));
        _used += length;
    }
}
