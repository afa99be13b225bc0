using System.Collections.Frozen;

namespace Edify.Rag.Hosting.Privacy.Detection.Checks;

/// <summary>How long the IBANs of a country are, as the IBAN registry of ISO 13616 (SWIFT) has it.</summary>
internal static class IbanLengths
{
    public const int Longest = 34;

    private const string Registry =
        "ad24 ae23 al28 at20 az28 ba20 be16 bg22 bh22 bi27 br29 by28 ch21 cr22 cy28 cz24 de22 dj27 dk18 do28 ee20 eg29 es24 fi18 fk18 fo18 fr27 gb22 ge22 gi23 gl18 gr27 gt28 " +
        "hr21 hu28 ie22 il23 iq23 is26 it27 jo30 kw30 kz20 lb28 lc32 li21 lt20 lu20 lv21 ly25 mc27 md24 me22 mk19 mn20 mr27 mt31 mu30 ni28 nl18 no15 om23 pk24 pl28 ps29 pt25 qa29 " +
        "ro24 rs22 ru33 sa24 sc31 sd18 se24 si19 sk24 sm27 so23 st25 sv28 tl23 tn24 tr26 ua29 va22 vg24 xk20 ye30";

    private static readonly FrozenDictionary<int, int> Lengths = Registry.Split(' ').ToFrozenDictionary(
        entry => Key(entry[0], entry[1]), entry => int.Parse(entry.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The length for two small letters; 0 where no country has them.</summary>
    public static int Of(char first, char second) => Lengths.GetValueOrDefault(Key(first, second));

    private static int Key(char first, char second) => (first << 16) | second;
}
