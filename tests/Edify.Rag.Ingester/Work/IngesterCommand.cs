using System.Globalization;

namespace Edify.Rag.Ingester.Work;

/// <summary>What the process is to do. It goes by arguments <c>name=value</c>, but for the connection string, which is a secret.</summary>
/// <param name="Verb"><see cref="Ingest"/> or <see cref="Download"/>.</param>
public sealed record IngesterCommand(string Verb)
{
    public const string Ingest = "ingest";
    public const string Download = "download";

    /// <summary>The environment variable of the connection string.</summary>
    public const string ConnectionVariable = "EDIFY_INGESTER_AZUREBLOBS";

    /// <summary>The tenant of everything that is ingested.</summary>
    public const string Tenant = "default";

    /// <summary>The source's identity, the same by whatever way it is reached.</summary>
    public const string Source = "school";

    /// <summary>Exit code of a run that came to its end.</summary>
    public const int Completed = 0;

    /// <summary>Exit code of a run that stopped and said why.</summary>
    public const int Stopped = 3;

    /// <summary>The state directory.</summary>
    public string State { get; init; } = string.Empty;

    /// <summary>The folder to ingest; empty for <see cref="Container"/>.</summary>
    public string Folder { get; init; } = string.Empty;

    /// <summary>The container to ingest, of the account that <see cref="ConnectionVariable"/> tells.</summary>
    public string Container { get; init; } = string.Empty;

    /// <summary>Documents read at a time, or blobs downloaded; 0 for the default.</summary>
    public int Parallelism { get; init; }

    /// <summary>How long the source may be silent, in seconds; 0 for the default.</summary>
    public int PatienceSeconds { get; init; }

    /// <summary>Tries before quarantine; 0 for the default.</summary>
    public int MaxAttempts { get; init; }

    /// <summary>Whether documents in quarantine are tried once more.</summary>
    public bool RetryQuarantined { get; init; }

    /// <summary>Whether the kernel is to refuse every write outside the state directory.</summary>
    public bool Sealed { get; init; }

    /// <summary>A folder that the process must not be able to write to; <see langword="null"/> when it is not sealed.</summary>
    public string? SealCheck { get; init; }

    public static IngesterCommand Parse(IReadOnlyList<string> arguments)
    {
        var settings = arguments.Skip(1).Select(a => a.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
        return new(arguments[0])
        {
            State = Text("state") ?? string.Empty,
            Folder = Text("folder") ?? string.Empty,
            Container = Text("container") ?? string.Empty,
            Parallelism = Number("parallelism"),
            PatienceSeconds = Number("patience"),
            MaxAttempts = Number("attempts"),
            RetryQuarantined = Number("retry-quarantined") != 0,
            Sealed = Number("sealed") != 0,
            SealCheck = Text("seal-check"),
        };

        string? Text(string name) => settings.GetValueOrDefault(name);

        int Number(string name) => Text(name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : 0;
    }

    public IReadOnlyList<string> ToArguments() =>
    [
        Verb, $"state={State}", $"folder={Folder}", $"container={Container}",
        FormattableString.Invariant($"parallelism={Parallelism}"), FormattableString.Invariant($"patience={PatienceSeconds}"),
        FormattableString.Invariant($"attempts={MaxAttempts}"),
        $"retry-quarantined={(RetryQuarantined ? 1 : 0)}", $"sealed={(Sealed ? 1 : 0)}", .. SealCheck is null ? Array.Empty<string>() : [$"seal-check={SealCheck}"],
    ];
}
