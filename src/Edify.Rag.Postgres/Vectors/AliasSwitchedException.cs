namespace Edify.Rag.Postgres.Vectors;

/// <summary>An alias stands for another collection than was remembered: the answer is of the wrong one, and is asked for again.</summary>
internal sealed class AliasSwitchedException() : Exception("The alias was switched.");
