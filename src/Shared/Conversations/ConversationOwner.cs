using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Edify.Rag.Shared.Conversations;

/// <summary>Whose a conversation is, as a key of one length that tells no name and can't be taken for a path.</summary>
internal static class ConversationOwner
{
    /// <summary>32 hexadecimal digits of tenant and user. The tenant's length stands before it, so that no two pairs read alike.</summary>
    public static string Of(RagUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return KeyOf(string.Create(CultureInfo.InvariantCulture, $"{user.Tenant.Length}:{user.Tenant}{user.Id}"));
    }

    /// <summary>32 hexadecimal digits of a text, over its characters as they are.</summary>
    public static string KeyOf(string text) => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan())).AsSpan(0, 16));
}
