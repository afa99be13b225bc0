using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Edify.Rag.Shared.Blobs;

/// <summary>Text in headers that hold ASCII only: encoded words of RFC 2047, as S3 itself writes them.</summary>
internal static partial class EncodedWords
{
    // An encoded word has at most 75 characters: 12 of them frame what base64 makes of 45 bytes.
    private const int BytesPerWord = 45;

    /// <summary>The text as it is where every server keeps it so; encoded words otherwise.</summary>
    /// <param name="text">Well-formed UTF-16.</param>
    public static string Encode(string text)
    {
        if (IsPlain(text)) return text;
        var words = new List<string>();
        var word = new List<byte>(BytesPerWord);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(bytes);
            if (word.Count + length > BytesPerWord) Flush();
            word.AddRange(bytes[..length]);
        }

        Flush();
        return string.Join(' ', words);

        void Flush()
        {
            words.Add($"=?UTF-8?B?{Convert.ToBase64String([.. word])}?=");
            word.Clear();
        }
    }

    /// <summary>The text behind encoded words; what is none, or cannot be decoded, stays as it is.</summary>
    public static string Decode(string text) => text.Contains("=?", StringComparison.Ordinal) ? Run().Replace(text, DecodeRun) : text;

    // A header's value loses white space at its ends, and an empty one may be lost altogether.
    private static bool IsPlain(string text) =>
        text.Length > 0 && text[0] != ' ' && text[^1] != ' ' &&
        text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0 && !text.Contains("=?", StringComparison.Ordinal);

    // A character may be cut between two words, so the bytes of a run of words are put together first.
    private static string DecodeRun(Match run)
    {
        var bytes = new List<byte>();
        var charset = run.Groups["charset"].Captures[0].Value;
        for (var i = 0; i < run.Groups["data"].Captures.Count; i++)
        {
            var data = run.Groups["data"].Captures[i].Value;
            var isBase64 = run.Groups["kind"].Captures[i].Value is "B" or "b";
            if (run.Groups["charset"].Captures[i].Value != charset || (isBase64 ? FromBase64(data) : FromQ(data)) is not { } part) return run.Value;
            bytes.AddRange(part);
        }

        try
        {
            return Encoding.GetEncoding(charset, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback).GetString([.. bytes]);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            // No such charset, bytes that are none of its text, or UTF-7, which .NET refuses for its dangers.
            return run.Value;
        }
    }

    private static byte[]? FromBase64(string data)
    {
        var bytes = new byte[data.Length];
        return Convert.TryFromBase64String(data, bytes, out var count) ? bytes[..count] : null;
    }

    private static byte[]? FromQ(string data)
    {
        var bytes = new List<byte>(data.Length);
        for (var i = 0; i < data.Length; i++)
        {
            if (data[i] != '=')
            {
                bytes.Add(data[i] == '_' ? (byte)' ' : (byte)data[i]);
                continue;
            }

            if (i + 2 >= data.Length || !byte.TryParse(data.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, null, out var value)) return null;
            bytes.Add(value);
            i += 2;
        }

        return [.. bytes];
    }

    [GeneratedRegex(@"=\?(?<charset>[\w-]+)\?(?<kind>[BbQq])\?(?<data>[!->@-~]*)\?=(?:[ \t]+=\?(?<charset>[\w-]+)\?(?<kind>[BbQq])\?(?<data>[!->@-~]*)\?=)*")]
    private static partial Regex Run();
}
