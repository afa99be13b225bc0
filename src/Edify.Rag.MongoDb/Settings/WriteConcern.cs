namespace Edify.Rag.MongoDb.Settings;

/// <summary>When a write counts as done; what is not set, the server decides.</summary>
/// <param name="Acknowledgers">How many members have it.</param>
/// <param name="Tag">"majority", or the name of a rule of the replica set; instead of the number.</param>
/// <param name="Journal">Whether it is in the journal.</param>
/// <param name="Timeout">How long to wait for members.</param>
internal sealed record WriteConcern(int? Acknowledgers = null, string? Tag = null, bool? Journal = null, TimeSpan? Timeout = null)
{
    public bool IsDefault => Acknowledgers is null && Tag is null && Journal is null && Timeout is null;
}
