using System.Buffers.Binary;
using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Images;

/// <summary>Wraps fax data in a TIFF of one strip (TIFF 6.0, sections 10 and 11; ISO 32000-2, 7.4.6).</summary>
internal static class FaxTiff
{
    private const int HeaderBytes = 8;
    private const int DefaultColumns = 1728;
    private const int Huffman = 2, Group3 = 3, Group4 = 4;

    /// <summary>The file; <see langword="null"/> for a variant that TIFF does not have.</summary>
    public static byte[]? Write(byte[] data, PdfDictionary? parameters, in PlacedImage image)
    {
        var k = parameters?.Integer("K") ?? 0;
        var isAligned = parameters?.Boolean("EncodedByteAlign", false) == true;
        if (k < 0 && isAligned || k == 0 && !isAligned && data is not [0, ..]) return null; // Group 3 begins with an end of line
        var columns = parameters?.Integer("Columns", DefaultColumns) ?? DefaultColumns;
        var compression = k < 0 ? Group4 : k == 0 && isAligned ? Huffman : Group3;

        // Fax codes black and white; whether they are shown so is said twice, and both may turn it round.
        var isInverted = (parameters?.Boolean("BlackIs1", false) == true) != (image.Stream.Dictionary.Numbers("Decode", 2) is [> 0.5, ..]);
        (int Tag, int Type, int Value)[] fields =
        [
            (256, 4, columns), (257, 4, image.Rows), (258, 3, 1), (259, 3, compression), (262, 3, isInverted ? 1 : 0), (266, 3, 1), (273, 4, HeaderBytes),
            (277, 3, 1), (278, 4, image.Rows), (279, 4, data.Length), (compression == Group4 ? 293 : 292, 4, compression == Group3 && k > 0 ? 1 : 0),
        ];
        var directory = HeaderBytes + data.Length + data.Length % 2;
        var file = new byte[directory + 2 + 12 * fields.Length + 4];
        "II*\0"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), directory);
        data.CopyTo(file, HeaderBytes);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(directory), (short)fields.Length);
        for (var i = 0; i < fields.Length; i++)
        {
            var entry = file.AsSpan(directory + 2 + 12 * i, 12);
            BinaryPrimitives.WriteInt16LittleEndian(entry, (short)fields[i].Tag);
            BinaryPrimitives.WriteInt16LittleEndian(entry[2..], (short)fields[i].Type);
            BinaryPrimitives.WriteInt32LittleEndian(entry[4..], 1);
            BinaryPrimitives.WriteInt32LittleEndian(entry[8..], fields[i].Value);
        }

        return file;
    }
}
