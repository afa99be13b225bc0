namespace Edify.Rag.Tests.Shared;

/// <summary>Size and surface of a transformer that tests make.</summary>
internal sealed record BertShape
{
    /// <summary>Six layers of 384 dimensions: the size of all-MiniLM-L6-v2.</summary>
    public static BertShape MiniLm { get; } = new() { Layers = 6, Hidden = 384, Heads = 12, Inner = 1536, Vocabulary = 30_522, Positions = 512 };

    /// <summary>One that is made and run in no time.</summary>
    public static BertShape Tiny { get; } = new() { Layers = 2, Hidden = 16, Heads = 2, Inner = 32, Vocabulary = 400, Positions = 64 };

    public required int Layers { get; init; }

    public required int Hidden { get; init; }

    public required int Heads { get; init; }

    public required int Inner { get; init; }

    public required int Vocabulary { get; init; }

    public required int Positions { get; init; }

    /// <summary>Whether it takes token types.</summary>
    public bool HasTypes { get; init; } = true;

    /// <summary>Kind of its inputs.</summary>
    public int InputType { get; init; } = OnnxGraph.Int64;

    /// <summary>Names of ids, mask and types.</summary>
    public (string Ids, string Mask, string Types) InputNames { get; init; } = ("input_ids", "attention_mask", "token_type_ids");

    /// <summary>Name of the output.</summary>
    public string OutputName { get; init; } = "last_hidden_state";

    /// <summary>Number of outputs of a classifier on the first token; 0 for token vectors.</summary>
    public int Labels { get; init; }

    /// <summary>Whether the output is in half precision.</summary>
    public bool GivesHalves { get; init; }

    /// <summary>Whether the output's last dimension is left open.</summary>
    public bool HidesDimension { get; init; }

    /// <summary>Number of texts that a batch must have; 0 for any.</summary>
    public int FixedRows { get; init; }

    /// <summary>Number of tokens that texts must have; 0 for any.</summary>
    public int FixedColumns { get; init; }

    public ulong Seed { get; init; } = 1;
}
