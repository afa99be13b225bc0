using System.Buffers;

namespace Edify.Rag.Shared;

/// <summary>Characters that matter at the end of a sentence.</summary>
/// <remarks>
/// After the property Sentence_Break of the Unicode Character Database: STerm, ATerm, Close, SContinue and ParaSep of the Basic
/// Multilingual Plane, with the Tibetan shad, the ellipsis and the Greek question mark, which normalization makes a semicolon.
/// </remarks>
internal static class SentenceMarks
{
    private const string ParagraphEnds = "\n\r\u0085\u2028\u2029";
    private const string Stops = ".!?;\u2024\u2026\uFE52\uFF0E";

    // Armenian, Arabic, Syriac, N'Ko, Samaritan, Devanagari, Tibetan, Burmese, Ethiopic, Canadian syllabics, Philippine, Khmer,
    // Mongolian, Limbu, Tai Tham, Balinese, Lepcha, Ol Chiki; general punctuation, Coptic; ideographic; Lisu, Vai, Bamum,
    // Phags-pa, Saurashtra, Kayah Li, Javanese, Cham, Meetei Mayek; vertical, small, full-width and half-width forms.
    private const string OtherStops =
        "\u0589\u061D\u061E\u061F\u06D4\u0700\u0701\u0702\u07F9\u0837\u0839\u083D\u083E\u0964\u0965\u0F0D\u0F0E\u104A\u104B" +
        "\u1362\u1367\u1368\u166E\u1735\u1736\u17D4\u17D5\u1803\u1809\u1944\u1945\u1AA8\u1AA9\u1AAA\u1AAB" +
        "\u1B5A\u1B5B\u1B5E\u1B5F\u1C3B\u1C3C\u1C7E\u1C7F\u203C\u203D\u2047\u2048\u2049\u2CF9\u2CFA\u2CFB\u2E2E\u2E3C\u2E53\u2E54\u3002" +
        "\uA4FF\uA60E\uA60F\uA6F3\uA6F7\uA876\uA877\uA8CE\uA8CF\uA92F\uA9C8\uA9C9\uAA5D\uAA5E\uAA5F\uAAF0\uAAF1\uABEB" +
        "\uFE12\uFE15\uFE16\uFE56\uFE57\uFF01\uFF1F\uFF61";

    /// <summary>What may end a sentence.</summary>
    public static SearchValues<char> Terminators { get; } = SearchValues.Create(ParagraphEnds + Stops + OtherStops);

    /// <summary>What belongs to the sentence that ended before it: closing quotes and brackets, and the signs of Markdown's emphasis.</summary>
    public static SearchValues<char> Closers { get; } = SearchValues.Create("\"')]}*_»’”›༻༽\u2046\u207E\u208E〉》」』】〕〗〙〛〞〟﹂﹄﹚﹜﹞）］｝｠｣");

    /// <summary>What stands before the first letter of a sentence.</summary>
    public static SearchValues<char> Openers { get; } = SearchValues.Create("\"'([{*_«‘‚‛“„‟‹¿¡\u2045〈《「『【〔〖〘〚〝（［｛｟｢");

    /// <summary>What goes on with a sentence even after a full stop.</summary>
    public static SearchValues<char> Continuers { get; } = SearchValues.Create(
        ",-:;\u055D\u060C\u060D\u061B\u07F8\u1802\u1808\u2013\u2014\u3001\uFE10\uFE11\uFE13\uFE14\uFE31\uFE32\uFE50\uFE51\uFE54\uFE55\uFE58\uFE63\uFF0C\uFF0D\uFF1A\uFF1B\uFF64");

    /// <summary>Whether it ends a line or paragraph, and with it every sentence.</summary>
    public static bool EndsParagraph(char c) => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';

    /// <summary>Whether it may stand for an abbreviation, a decimal or an ordinal.</summary>
    public static bool IsFullStop(char c) => c is '.' or '\u2024' or '\uFE52';

    /// <summary>Whether a sentence may end at it although no white space follows, as in scripts that are written without or use it freely.</summary>
    public static bool NeedsNoSpace(char stop, char next) => stop is >= '\u0530' and not (>= '\u2000' and < '\u2E80') || next >= '\u2E80';

    /// <summary>Whether it is a letter of Thai or Lao, where nothing but a space marks the end of a sentence.</summary>
    public static bool IsUnmarked(char c) => c is >= FirstUnmarked and <= LastUnmarked;

    public const char FirstUnmarked = '\u0E00';
    public const char LastUnmarked = '\u0EFF';

    /// <summary>Whether it is a letter of the Greek alphabet.</summary>
    public static bool IsGreek(char c) => c is (>= '\u0370' and <= '\u03FF') or (>= '\u1F00' and <= '\u1FFF');
}
