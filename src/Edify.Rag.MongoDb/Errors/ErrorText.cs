using System.Buffers;

namespace Edify.Rag.MongoDb.Errors;

/// <summary>What servers say about an error, without what they quote: documents, keys and whole commands.</summary>
internal static class ErrorText
{
    private const int Longest = 200;
    private static readonly SearchValues<char> Quotes = SearchValues.Create("{[\"'`(\r\n");

    /// <summary>The text up to where something is quoted.</summary>
    public static string WithoutValues(string text)
    {
        var end = text.AsSpan().IndexOfAny(Quotes);
        var key = text.IndexOf("dup key", StringComparison.Ordinal);
        if (end < 0) end = text.Length;
        if (key >= 0) end = Math.Min(end, key);
        return text[..Math.Min(end, Longest)].TrimEnd(' ', ':', ',');
    }
}
