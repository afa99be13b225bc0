namespace Edify.Rag;

/// <summary>What a host needs to collect the question flow's telemetry.</summary>
public static class AnswerTelemetry
{
    /// <summary>Name of the meter, for <c>AddMeter</c> of OpenTelemetry.</summary>
    public const string Name = "Edify.Rag";
}
