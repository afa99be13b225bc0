using System.Text.RegularExpressions;

namespace Edify.Rag.Generation.Prompts.Language;

/// <summary>Reads the words of a tag one by one.</summary>
/// <param name="source">The template.</param>
/// <param name="tag">The tag.</param>
internal sealed partial class TemplateWords(TemplateSource source, TemplatePiece tag)
{
    private int _at;

    /// <summary>The first word of a tag's content; empty where it is none.</summary>
    public static string FirstOf(string content) => Word.Match(content).Groups["word"].Value;

    /// <summary>Whether nothing is left.</summary>
    public bool AtEnd => string.IsNullOrWhiteSpace(tag.Content[_at..]);

    /// <summary>Takes the next word if it is the given one.</summary>
    public bool Takes(string word)
    {
        var match = Word.Match(tag.Content, _at);
        if (!match.Success || match.Groups["word"].Value != word) return false;
        _at += match.Length;
        return true;
    }

    /// <summary>Takes the next word, which is a name.</summary>
    public string Name(out int position)
    {
        var match = Word.Match(tag.Content, _at);
        if (!match.Groups["word"].Success) throw Error($"A name is expected{Found()}.");
        position = tag.ContentPosition + match.Groups["word"].Index;
        _at += match.Length;
        return match.Groups["word"].Value;
    }

    /// <summary>Takes the next text in quotes; <see langword="null"/> when there is none.</summary>
    public string? Text()
    {
        var match = Word.Match(tag.Content, _at);
        if (!match.Groups["text"].Success) return null;
        _at += match.Length;
        return match.Groups["text"].Value;
    }

    /// <summary>Nothing may follow.</summary>
    public void End()
    {
        if (!AtEnd) throw Error($"The tag should end here{Found()}.");
    }

    /// <summary>An error at the next word.</summary>
    public RagConfigurationException Error(string message)
    {
        var blank = tag.Content.Length - tag.Content[_at..].TrimStart().Length;
        return source.Error(tag.ContentPosition + blank, message);
    }

    // What a template says may be shown: whoever reads the error wrote it.
    private string Found() => AtEnd ? "; the tag ends" : $", not '{tag.Content[_at..].Trim()}'";

    [GeneratedRegex("""\G\s*(?:(?<word>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?)(?![A-Za-z0-9_.])|"(?<text>[^"]*)")""")]
    private static partial Regex Word { get; }
}
