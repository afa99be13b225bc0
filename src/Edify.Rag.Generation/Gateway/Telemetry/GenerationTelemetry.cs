namespace Edify.Rag;

/// <summary>What a host needs to collect the telemetry of language models.</summary>
public static class GenerationTelemetry
{
    /// <summary>Name of the source of spans and of the meter, for <c>AddSource</c> and <c>AddMeter</c> of OpenTelemetry.</summary>
    public const string Name = "Edify.Rag.Generation";
}
