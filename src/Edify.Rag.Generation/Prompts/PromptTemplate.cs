using System.Security.Cryptography;
using System.Text;
using Edify.Rag.Generation.Prompts.Language;

namespace Edify.Rag.Generation.Prompts;

/// <summary>A prompt's wording: a system and a user message in the template language.</summary>
internal sealed class PromptTemplate
{
    /// <summary>The longest file, in UTF-16 units.</summary>
    public const int MaxLength = 65_536;

    private const string SystemMark = "[system]\n";
    private const string UserMark = "\n[user]\n";

    private readonly TemplateSource _source;
    private readonly IReadOnlyList<TemplateNode> _system;
    private readonly IReadOnlyList<TemplateNode> _user;

    private PromptTemplate(string name, TemplateSource source, TemplateNames names)
    {
        var text = source.Text;
        if (!text.StartsWith(SystemMark, StringComparison.Ordinal)) throw source.Error(0, "A prompt begins with the line '[system]'.");
        var user = text.IndexOf(UserMark, SystemMark.Length - 1, StringComparison.Ordinal);
        if (user < 0) throw source.Error(text.Length, "A prompt has a line '[user]' after its system message.");
        if (text.IndexOf(UserMark, user + 1, StringComparison.Ordinal) is > 0 and var second) throw source.Error(second + 1, "A prompt has one line '[user]'.");

        _source = source;
        _system = TemplateParser.Parse(source, SystemMark.Length, Math.Max(SystemMark.Length, user), names);
        _user = TemplateParser.Parse(source, user + UserMark.Length, text.Length, names);
        Version = $"{name}+{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 4))}";
    }

    /// <summary>The template's name and a hash of its wording.</summary>
    public string Version { get; }

    /// <summary>Reads a prompt.</summary>
    /// <param name="name">Such as "answer.v2".</param>
    /// <param name="file">What errors call it.</param>
    /// <param name="text">The whole text.</param>
    /// <param name="names">What it may speak of.</param>
    /// <exception cref="RagConfigurationException">It is no prompt; the message names file, line and column.</exception>
    public static PromptTemplate Parse(string name, string file, string text, TemplateNames names)
    {
        var source = new TemplateSource(file, text.ReplaceLineEndings("\n"));
        if (source.Text.Length > MaxLength) throw source.Error(MaxLength, $"A prompt has at most {MaxLength:N0} characters.");
        return new(name, source, names);
    }

    /// <summary>The system message.</summary>
    /// <exception cref="RagConfigurationException">It would be too long.</exception>
    public string RenderSystem(TemplateValues values) => TemplateRendering.Render(_source, _system, values).Trim();

    /// <summary>The user message.</summary>
    /// <exception cref="RagConfigurationException">It would be too long.</exception>
    public string RenderUser(TemplateValues values) => TemplateRendering.Render(_source, _user, values).Trim();
}
