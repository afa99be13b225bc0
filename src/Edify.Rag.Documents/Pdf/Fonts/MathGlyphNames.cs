namespace Edify.Rag.Documents.Pdf.Fonts;

/// <summary>Names that the fonts of TeX give to what the Adobe Glyph List does not know, or knows without its size.</summary>
internal static class MathGlyphNames
{
    // "parenleftBigg" is a parenthesis, "summationdisplay" a sum.
    private static readonly string[] Sizes = ["big", "Big", "bigg", "Bigg", "text", "display", "tp", "bt", "ex", "mid", "wide", "wider", "widest"];

    /// <summary>Text of a glyph, empty when it only draws; <see langword="null"/> for an unknown name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="known">Looks up an ordinary name.</param>
    public static string? ToText(string name, Func<string, string?> known)
    {
        if (Find(name) is { } text) return text;
        foreach (var size in Sizes)
        {
            if (name.Length <= size.Length || !name.EndsWith(size, StringComparison.Ordinal)) continue;
            var plain = name[..^size.Length];
            if ((known(plain) ?? Find(plain)) is { } found) return found;
        }

        return null;
    }

    private static string? Find(string name) => name switch
    {
        "prime" => "\u2032",
        "angbracketleft" => "\u27E8",
        "angbracketright" => "\u27E9",
        "circlecopyrt" => "\u00A9",
        "visiblespace" => "\u2423",
        "vector" => "\u20D7",
        "hat" => "\u02C6",
        "union" => "\u222A",
        "intersection" => "\u2229",
        "logicaland" => "\u2227",
        "logicalor" => "\u2228",
        "coproduct" => "\u2210",
        "contintegral" => "\u222E",
        "owner" => "\u220B",
        "floorleft" => "\u230A",
        "floorright" => "\u230B",
        "ceilingleft" => "\u2308",
        "ceilingright" => "\u2309",
        "bardbl" => "\u2016",
        "lscript" => "\u2113",
        "emptyset" => "\u2205",
        "latticetop" => "\u22A4",
        "perpendicular" => "\u22A5",
        "follows" => "\u227B",
        "precedes" => "\u227A",
        "similarequal" => "\u2243",
        "arrownortheast" => "\u2197",
        "arrowsoutheast" => "\u2198",
        "mapsto" => "\u21A6",
        "star" => "\u22C6",
        "openbullet" => "\u25E6",
        "ff" => "ff",
        "ffi" => "ffi",
        "ffl" => "ffl",
        "dotlessj" => "\u0237",
        "negationslash" => "\u0338",
        "CR" or "LF" or "HT" or "NUL" or "DEL" or "nonmarkingreturn" or "null" => "",
        _ => null,
    };
}
