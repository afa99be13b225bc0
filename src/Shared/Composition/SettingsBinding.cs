using Microsoft.Extensions.Configuration;

namespace Edify.Rag.Shared.Composition;

/// <summary>How options are bound to their section.</summary>
internal static class SettingsBinding
{
    /// <summary>A key that no option reads is an error.</summary>
    public static void Strict(BinderOptions options) => options.ErrorOnUnknownConfiguration = true;
}
