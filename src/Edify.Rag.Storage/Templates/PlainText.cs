using System.Diagnostics.CodeAnalysis;
using System.Text;
using Edify.Rag.Shared.Blobs;

namespace Edify.Rag.Storage.Templates;

internal static class PlainText
{
    /// <summary>The text in NFC; <see langword="false"/> when it holds control characters or is not well-formed.</summary>
    public static bool TryNormalize(string? text, [NotNullWhen(true)] out string? normalized)
    {
        normalized = null;
        if (string.IsNullOrEmpty(text) || !Utf16.IsWellFormed(text)) return false;
        foreach (var c in text)
        {
            if (char.IsControl(c) || c is '\uFFFE' or '\uFFFF') return false;
        }

        normalized = Ascii.IsValid(text) ? text : text.Normalize(NormalizationForm.FormC);
        return true;
    }
}
