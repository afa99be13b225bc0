using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Edify.Rag.Generation.Prompts;

/// <summary>Which prompt a user gets where several are compared.</summary>
internal static class PromptChoice
{
    /// <summary>The prompt's name. The same user gets the same one on every machine; who is not known gets the main one.</summary>
    public static string For(RagUser? reader, PromptOptions options)
    {
        if (reader is null || options.Variants.Count == 0) return options.Template;
        var place = PlaceOf(reader);
        foreach (var variant in options.Variants)
        {
            place -= variant.Percent;
            if (place < 0) return variant.Template;
        }

        return options.Template;
    }

    // Between 0 and 100, evenly; the length keeps tenant and id apart.
    private static double PlaceOf(RagUser reader)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{reader.Tenant.Length}:{reader.Tenant}{reader.Id}"));
        return BinaryPrimitives.ReadUInt32LittleEndian(hash) / ((double)uint.MaxValue + 1) * 100;
    }
}
