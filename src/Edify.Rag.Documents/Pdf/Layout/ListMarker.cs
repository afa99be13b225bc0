using System.Text.RegularExpressions;

namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Recognizes what stands before the text of a list item.</summary>
internal static partial class ListMarker
{
    // Those of text fonts, and those of Wingdings and Symbol in the private use area.
    private const string Bullets = @"•‣⁃◦▪▫■□●○◆◇❖➢➤►▶✓✔✗·∙\uF0A7\uF0B7\uF0D8\uF0FC\uF076\uF06E\uF071";

    /// <summary>Whether a line begins a list item.</summary>
    public static bool Begins(string line) => IsBullet(line) || Number().IsMatch(line);

    /// <summary>Whether a line begins with a bullet.</summary>
    public static bool IsBullet(string line) => Bullet().IsMatch(line);

    /// <summary>Whether a word is nothing but a marker, so that the text at its side, however far, belongs to it.</summary>
    public static bool IsMarker(string word) => word.Length <= 8 && Alone().IsMatch(word);

    /// <summary>The text behind a bullet; numbers and letters stay, for the text may refer to them.</summary>
    public static string Strip(string text) => Bullet().Replace(text, "");

    [GeneratedRegex($@"^(?:[{Bullets}\u2012-\u2015\-*])\s+(?=[\p{{L}}\p{{N}}\p{{Pi}}\p{{Ps}}""'])", RegexOptions.CultureInvariant)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})\)|\d{1,3}\.|[a-z]\.|\[\d{1,3}\])\s+\S", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex($@"^(?:[{Bullets}]|\(?(?:\d{{1,3}}|[a-zA-Z]|[ivx]{{1,5}})[.)]|\[\d{{1,3}}\]|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}\.?)$", RegexOptions.CultureInvariant)]
    private static partial Regex Alone();
}
