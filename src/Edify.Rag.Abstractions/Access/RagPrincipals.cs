namespace Edify.Rag;

/// <summary>Writes whom a document admits or refuses: "role:teacher", "user:anna", "class:7b", "grade:7", "permission:documents:read".</summary>
/// <remarks>
/// Roles, classes, grades and permissions are compared without case, so they are written in lower case, in Unicode's form C and
/// without white space around them; a grade without the word, so that "Grade 7" is <c>grade:7</c>. The id of a user is compared
/// as it is. What stands behind the first colon is all value: no value can imitate another kind.
/// </remarks>
public static class RagPrincipals
{
    /// <summary>Stands in <see cref="RagFields.Deny"/> beside single users, for policies that look at roles alone: they refuse such a document to everyone.</summary>
    public const string SingleUsers = "users";

    private const int MaxLength = 256;
    private const string GradeWord = "grade";

    /// <summary>Everyone who has a role, directly or because another role inherits from it.</summary>
    /// <param name="name">The role's name.</param>
    /// <exception cref="ArgumentException">The name is blank, longer than 256 characters or no plain text.</exception>
    public static string Role(string name) => Require("role", name);

    /// <summary>One user.</summary>
    /// <param name="id">The user's id, compared as it is.</param>
    /// <exception cref="ArgumentException">The id is blank, longer than 256 characters or no plain text.</exception>
    public static string User(string id) => Require("user", id);

    /// <summary>Everyone of a class, and who teaches it.</summary>
    /// <param name="name">The class.</param>
    /// <exception cref="ArgumentException">The name is blank, longer than 256 characters or no plain text.</exception>
    public static string Class(string name) => Require("class", name);

    /// <summary>Everyone of a grade, and who teaches it.</summary>
    /// <param name="name">The grade: "7", "Grade 7" and "grade-7" are the same.</param>
    /// <exception cref="ArgumentException">The name is blank, longer than 256 characters or no plain text.</exception>
    public static string Grade(string name) => Require(GradeWord, name);

    /// <summary>Everyone who holds a permission; of one with a wildcard, those whose role names it so or holds one that covers it.</summary>
    /// <param name="permission">The permission, see <see cref="RagPermissions"/>.</param>
    /// <exception cref="ArgumentException">It is no permission.</exception>
    public static string Permission(string permission) => Require("permission", permission);

    /// <summary>Brings a principal that somebody wrote into the form in which principals are compared.</summary>
    /// <param name="text">Such as "Role: Teacher"; of the kinds above.</param>
    /// <param name="principal">Such as "role:teacher".</param>
    /// <returns>Whether it is a principal.</returns>
    public static bool TryParse(string? text, out string principal)
    {
        principal = string.Empty;
        if (text?.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var colon)) return false;
        return text[..colon].Trim().ToLowerInvariant() is ("role" or "user" or "class" or GradeWord or "permission") and var kind
            && TryMake(kind, text[(colon + 1)..], out principal);
    }

    private static bool TryMake(string kind, string? value, out string principal)
    {
        principal = string.Empty;
        if (!IsPlain(value)) return false;
        var written = kind == "user" ? value : value.Trim().Normalize(NormalizationForm.FormC).ToLowerInvariant();
        if (kind == GradeWord && written.StartsWith(GradeWord, StringComparison.Ordinal)) written = written[GradeWord.Length..].TrimStart(' ', '-', '_');
        if (written.Length == 0 || (kind == "permission" && !RagPermissions.IsPermission(written))) return false;
        principal = $"{kind}:{written}";
        return true;
    }

    private static string Require(string kind, string value) =>
        TryMake(kind, value, out var principal)
            ? principal
            : throw new ArgumentException($"This is no {kind}: it is blank, longer than {MaxLength} characters, or not of the characters that one has.", nameof(value));

    // Half of a surrogate pair has no form C, and nobody would see a control character that makes two names differ.
    private static bool IsPlain([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] string? value)
    {
        if (string.IsNullOrWhiteSpace(value) || value.Length > MaxLength) return false;
        for (var i = 0; i < value.Length; i++)
        {
            if (char.IsControl(value[i]) || value[i] is '\uFFFE' or '\uFFFF') return false;
            if (!char.IsSurrogate(value[i])) continue;
            if (i + 1 == value.Length || !char.IsSurrogatePair(value[i], value[++i])) return false;
        }

        return true;
    }
}
