using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;

namespace Edify.Rag.Shared.Composition;

/// <summary>How options are bound to their section.</summary>
internal static class SettingsBinding
{
    /// <summary>A key that no option reads is an error.</summary>
    public static void Strict(BinderOptions options) => options.ErrorOnUnknownConfiguration = true;

    /// <summary>The same, with an error that tells where the key stands and what it may be.</summary>
    /// <param name="section">The section that is bound.</param>
    /// <exception cref="RagConfigurationException">Raised when the options are first read.</exception>
    public static Action<BinderOptions> Strict<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(IConfiguration section) => options =>
    {
        Strict(options);
        var known = typeof(TOptions).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal).ToList();
        foreach (var child in section.GetChildren())
        {
            if (known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)) continue;
            throw new RagConfigurationException(
                $"The setting {child.Path} is unknown; instead of '{child.Key}' it may be {string.Join(", ", known.Select(name => $"'{name}'"))}.");
        }
    };
}
