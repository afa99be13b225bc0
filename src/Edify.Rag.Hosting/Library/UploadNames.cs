using System.Text;
using Edify.Rag.Hosting.Ingestion;
using Edify.Rag.Shared.Blobs;

namespace Edify.Rag.Hosting.Library;

/// <summary>Says what is wrong with a name that somebody wants to upload a file under.</summary>
internal static class UploadNames
{
    // What Windows does not take in a file's name, and what has a meaning in addresses.
    private const string Refused = "\\:*?\"<>|";

    /// <summary>The name in Unicode's form C, and what is wrong with it; <see langword="null"/> when nothing is.</summary>
    public static (string Name, string? Fault) Check(string name)
    {
        if (Blob(name) is { } fault) return (name, fault);
        var normal = name.Normalize(NormalizationForm.FormC);
        return (normal, Blob(normal) ?? Own(normal));
    }

    private static string? Blob(string name)
    {
        try
        {
            BlobName.ThrowIfInvalid(name);
            return null;
        }
        catch (ArgumentException)
        {
            return $"A name has 1 to {BlobName.MaxLength} characters, and parts between '/' that are neither empty nor '.' nor '..'.";
        }
    }

    private static string? Own(string name)
    {
        if (name.Any(c => char.IsControl(c) || Refused.Contains(c, StringComparison.Ordinal))) return $"A name holds no control characters and none of {Refused}";
        if (name.Split('/').Any(part => part[^1] is '.' or ' ' || part[0] == ' ')) return "No part of a name begins with a space or ends with a space or a full stop.";
        if (HiddenNames.IsHidden(name)) return "Files of this name are not read: no part of it may begin with '.' or '~$'.";
        return AccessSidecar.DocumentOf(name) is null ? null : $"Names that end with {AccessSidecar.Suffix} are kept for files that say who sees a document.";
    }
}
