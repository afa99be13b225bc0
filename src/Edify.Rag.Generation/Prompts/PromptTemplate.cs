using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Edify.Rag.Generation.Prompts;

/// <summary>A prompt's wording: a system and a user message with {{placeholders}}.</summary>
internal sealed partial class PromptTemplate
{
    private const string SystemMark = "[system]\n";
    private const string UserMark = "\n[user]\n";

    private PromptTemplate(string name, string text)
    {
        var user = text.IndexOf(UserMark, StringComparison.Ordinal);
        if (!text.StartsWith(SystemMark, StringComparison.Ordinal) || user < 0)
            throw new InvalidOperationException($"The prompt template '{name}' lacks a [system] or [user] part.");

        System = text[SystemMark.Length..user].Trim();
        User = text[(user + UserMark.Length)..].Trim();
        Version = $"{name}+{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 4))}";
    }

    /// <summary>The system message.</summary>
    public string System { get; }

    /// <summary>The user message.</summary>
    public string User { get; }

    /// <summary>The template's name and a hash of its wording.</summary>
    public string Version { get; }

    /// <summary>Reads a template that this assembly carries.</summary>
    /// <param name="name">Such as "answer.v1".</param>
    public static PromptTemplate Load(string name)
    {
        var resource = $"Edify.Rag.Generation.Prompts.Templates.{name}.txt";
        using var stream = typeof(PromptTemplate).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"There is no prompt template '{name}'.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return new(name, reader.ReadToEnd().ReplaceLineEndings("\n"));
    }

    /// <summary>Puts values in place of placeholders, in one pass: what a value says is never taken for a placeholder.</summary>
    public static string Render(string template, IReadOnlyDictionary<string, string> values) =>
        Placeholder.Replace(template, match => values.TryGetValue(match.Groups[1].Value, out var value)
            ? value
            : throw new InvalidOperationException($"The prompt template names '{match.Groups[1].Value}', which has no value."));

    [GeneratedRegex(@"\{\{([a-z_]+)\}\}")]
    private static partial Regex Placeholder { get; }
}
