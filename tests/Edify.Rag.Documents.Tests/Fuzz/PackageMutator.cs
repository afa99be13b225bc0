using System.IO.Compression;

namespace Edify.Rag.Documents.Tests.Fuzz;

/// <summary>Damages the parts of an archive and packs them anew, so that what reads the parts is reached.</summary>
internal static class PackageMutator
{
    private const int LargestPart = 1 << 20;

    /// <summary>A copy with damaged, missing, doubled or renamed parts.</summary>
    public static byte[] Mutate(FuzzSeed seed, Random random)
    {
        var parts = Unpack(seed.Bytes);
        if (parts.Count == 0) return Mutator.Mutate(seed.Bytes, seed.Extension, random);

        for (var changes = random.Next(1, 4); changes > 0 && parts.Count > 0; changes--)
        {
            var at = random.Next(parts.Count);
            var (name, bytes) = parts[at];
            switch (random.Next(10))
            {
                case 0: parts.RemoveAt(at); break;
                case 1: parts.Add((name, bytes)); break;
                case 2: parts[at] = (name.Replace('/', '\\'), bytes); break;
                default: parts[at] = (name, Mutator.Mutate(bytes, TokensOf(name), random)); break;
            }
        }

        var packed = Pack(parts);
        return random.Next(8) == 0 ? Mutator.Mutate(packed, seed.Extension, random) : packed;
    }

    private static string TokensOf(string part) => Path.GetExtension(part) is ".html" or ".md" or ".xhtml" ? ".html" : ".xml";

    // Real seeds may themselves be damaged.
    private static List<(string Name, byte[] Bytes)> Unpack(byte[] package)
    {
        var parts = new List<(string, byte[])>();
        try
        {
            using var archive = new ZipArchive(new MemoryStream(package), ZipArchiveMode.Read);
            foreach (var entry in archive.Entries)
            {
                if (entry.Length > LargestPart) continue;
                using var content = entry.Open();
                using var copy = new MemoryStream();
                content.CopyTo(copy);
                parts.Add((entry.FullName, copy.ToArray()));
            }
        }
        catch (InvalidDataException)
        {
            parts.Clear();
        }

        return parts;
    }

    private static byte[] Pack(List<(string Name, byte[] Bytes)> parts)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in parts)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }
}
