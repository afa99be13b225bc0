using System.Text.Json;
using System.Text.Json.Serialization;
using Edify.Rag.Shared.Journal;

namespace Edify.Rag.Hosting.Erasure;

/// <summary>Erasures that are not done yet, a file for each: whoever comes after a crash knows where to go on.</summary>
internal sealed class PendingErasures(string directory)
{
    private const string Suffix = ".json";

    public IReadOnlyList<ErasureOrder> Read() => Directory.Exists(directory)
        ? [.. Directory.EnumerateFiles(directory, "*" + Suffix).Order(StringComparer.Ordinal).Select(Read)]
        : [];

    /// <summary>Returns when the order is on the disk.</summary>
    /// <exception cref="RagStateException">It can't be written.</exception>
    public void Write(ErasureOrder order)
    {
        var path = PathOf(order.Id);
        try
        {
            Directory.CreateDirectory(directory);
            var record = new PendingErasure(order.Id, order.Request.Kind, order.Request.Tenant, order.Request.Target, order.Request.Source, order.Request.IncludesFiles, order.Documents);
            DurableFile.Replace(path, JsonSerializer.SerializeToUtf8Bytes(record, PendingErasureJson.Default.PendingErasure));
            DurableFile.FlushDirectoryOf(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RagStateException(path, $"The erasure can't be written down at '{path}': {e.Message} Nothing was erased.", isTransient: true, e);
        }
    }

    /// <summary>Says that an erasure is done; tells nothing any more of what was erased.</summary>
    public void Delete(Guid id)
    {
        File.Delete(PathOf(id));
        DurableFile.FlushDirectory(directory);
    }

    private static ErasureOrder Read(string path)
    {
        try
        {
            var record = JsonSerializer.Deserialize(File.ReadAllBytes(path), PendingErasureJson.Default.PendingErasure) ?? throw new JsonException("The record is null.");
            return new(record.Id, record.ToRequest(), record.Documents);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new RagStateException(path, $"'{path}' tells of an erasure that was not brought to its end, and can't be read: {e.Message} Look at it, erase again what it was about, and delete it.", innerException: e);
        }
    }

    private string PathOf(Guid id) => Path.Combine(directory, id.ToString("n") + Suffix);
}

/// <summary>An order as it is written down.</summary>
internal sealed record PendingErasure(Guid Id, ErasureKind Kind, string Tenant, string Target, string? Source, bool IncludesFiles, IReadOnlyList<LedgerKey> Documents)
{
    public ErasureRequest ToRequest()
    {
        var request = Kind switch
        {
            ErasureKind.User => ErasureRequest.OfUser(Tenant, Target),
            ErasureKind.Document => ErasureRequest.OfDocument(Tenant, Target, Source),
            _ => ErasureRequest.OfTenant(Tenant),
        };
        return request with { IncludesFiles = IncludesFiles };
    }
}

[JsonSourceGenerationOptions(IgnoreReadOnlyProperties = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(PendingErasure))]
internal sealed partial class PendingErasureJson : JsonSerializerContext;
