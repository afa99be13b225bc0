using System.Globalization;

namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>The Huffman tables that need not be sent (T.88, annex B.5).</summary>
internal static class StandardTables
{
    // Each line as first number/bits of code/bits of range, "L" before a range that goes down; "oob" is the value outside.
    private static readonly string[] Lines =
    [
        "0/1/4 16/2/8 272/3/16 65808/3/32",
        "0/1/0 1/2/0 2/3/0 3/4/3 11/5/6 75/6/32 oob/6",
        "-256/8/8 0/1/0 1/2/0 2/3/0 3/4/3 11/5/6 L-257/8/32 75/7/32 oob/6",
        "1/1/0 2/2/0 3/3/0 4/4/3 12/5/6 76/5/32",
        "-255/7/8 1/1/0 2/2/0 3/3/0 4/4/3 12/5/6 L-256/7/32 76/6/32",
        "-2048/5/10 -1024/4/9 -512/4/8 -256/4/7 -128/5/6 -64/5/5 -32/4/5 0/2/7 128/3/7 256/3/8 512/4/9 1024/4/10 L-2049/6/32 2048/6/32",
        "-1024/4/9 -512/3/8 -256/4/7 -128/5/6 -64/5/5 -32/4/5 0/4/5 32/5/5 64/5/6 128/4/7 256/3/8 512/3/9 1024/3/10 L-1025/5/32 2048/5/32",
        "-15/8/3 -7/9/1 -5/8/1 -3/9/0 -2/7/0 -1/4/0 0/2/1 2/5/0 3/6/0 4/3/4 20/6/1 22/4/4 38/4/5 70/5/6 134/5/7 262/6/7 390/7/8 646/6/10 L-16/9/32 1670/9/32 oob/2",
        "-31/8/4 -15/9/2 -11/8/2 -7/9/1 -5/7/1 -3/4/1 -1/3/1 1/3/1 3/5/1 5/6/1 7/3/5 39/6/2 43/4/5 75/4/6 139/5/7 267/5/8 523/6/8 779/7/9 1291/6/11 L-32/9/32 3339/9/32 oob/2",
        "-21/7/4 -5/8/0 -4/7/0 -3/5/0 -2/2/2 2/5/0 3/6/0 4/7/0 5/8/0 6/2/6 70/5/5 102/6/5 134/6/6 198/6/7 326/6/8 582/6/9 1094/6/10 2118/7/11 L-22/8/32 4166/8/32 oob/2",
        "1/1/0 2/2/1 4/4/0 5/4/1 7/5/1 9/5/2 13/6/2 17/7/2 21/7/3 29/7/4 45/7/5 77/7/6 141/7/32",
        "1/1/0 2/2/0 3/3/1 5/5/0 6/5/1 8/6/1 10/7/0 11/7/1 13/7/2 17/7/3 25/7/4 41/8/5 73/8/32",
        "1/1/0 2/3/0 3/4/0 4/5/0 5/4/1 7/3/3 15/6/1 17/6/2 21/6/3 29/6/4 45/6/5 77/7/6 141/7/32",
        "-2/3/0 -1/3/0 0/1/0 1/3/0 2/3/0",
        "-24/7/4 -8/6/2 -4/5/1 -2/4/0 -1/3/0 0/1/0 1/3/0 2/4/0 3/5/1 5/6/2 9/7/4 L-25/7/32 25/7/32",
    ];

    private static readonly HuffmanTable?[] Tables = new HuffmanTable?[Lines.Length];

    /// <summary>A table by its number, from 1.</summary>
    public static HuffmanTable Get(int number) => Tables[number - 1] ??= new HuffmanTable(Parse(Lines[number - 1]));

    /// <summary>The lines of a table by its number, from 1.</summary>
    public static IEnumerable<HuffmanLine> LinesOf(int number) => Parse(Lines[number - 1]);

    private static IEnumerable<HuffmanLine> Parse(string lines)
    {
        foreach (var line in lines.Split(' '))
        {
            var parts = line.Split('/');
            var prefix = Number(parts[1]);
            if (parts[0] == "oob") yield return new HuffmanLine(0, prefix, 0, HuffmanLineKind.OutOfBand);
            else if (parts[0][0] == 'L') yield return new HuffmanLine(Number(parts[0][1..]), prefix, Number(parts[2]), HuffmanLineKind.Lower);
            else yield return new HuffmanLine(Number(parts[0]), prefix, Number(parts[2]));
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
