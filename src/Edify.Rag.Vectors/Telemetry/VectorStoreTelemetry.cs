namespace Edify.Rag;

/// <summary>What a host needs to collect the vector stores' telemetry.</summary>
public static class VectorStoreTelemetry
{
    /// <summary>Name of the source of spans and of the meter, for <c>AddSource</c> and <c>AddMeter</c> of OpenTelemetry.</summary>
    public const string Name = "Edify.Rag.Vectors";
}
