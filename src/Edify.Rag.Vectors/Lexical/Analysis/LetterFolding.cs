namespace Edify.Rag.Vectors.Lexical.Analysis;

/// <summary>Latin and Greek letters without their diacritics, folded to lower case.</summary>
/// <remarks>
/// The letters with a decomposition follow the Unicode Character Database; those without one (ø, ł, đ, þ, ı) get the letter that
/// a keyboard without them offers. Held here, the commonest folding needs no globalization data of the machine.
/// </remarks>
internal static class LetterFolding
{
    // The folded form, a space, and the letters that fold to it.
    private static readonly string[] Groups =
    [
        "1 ¹",
        "2 ²",
        "3 ³",
        "a ªÀÁÂÃÄÅàáâãäåĀāĂăĄąǍǎǞǟǠǡǺǻȀȁȂȃȦȧȺḀḁẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặ",
        "b ƀƁɃḂḃḄḅḆḇ",
        "c ÇçĆćĈĉĊċČčḈḉ",
        "d ÐðĎďĐđƊḊḋḌḍḎḏḐḑḒḓ",
        "e ÈÉÊËèéêëĒēĔĕĖėĘęĚěȄȅȆȇȨȩḔḕḖḗḘḙḚḛḜḝẸẹẺẻẼẽẾếỀềỂểỄễỆệ",
        "f Ḟḟ",
        "g ĜĝĞğĠġĢģǦǧǴǵḠḡ",
        "h ĤĥĦħȞȟḢḣḤḥḦḧḨḩḪḫẖ",
        "i ÌÍÎÏìíîïĨĩĪīĬĭĮįİıƗǏǐȈȉȊȋḬḭḮḯỈỉỊị",
        "j Ĵĵǰ",
        "k ĶķƘƙǨǩḰḱḲḳḴḵ",
        "l ĹĺĻļĽľŁłḶḷḸḹḺḻḼḽ",
        "m ḾḿṀṁṂṃ",
        "n ÑñŃńŅņŇňŊŋǸǹṄṅṆṇṈṉṊṋ",
        "o ºÒÓÔÕÖØòóôõöøŌōŎŏŐőƠơǑǒǪǫǬǭǾǿȌȍȎȏȪȫȬȭȮȯȰȱṌṍṎṏṐṑṒṓỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợ",
        "p ṔṕṖṗ",
        "q ĸ",
        "r ŔŕŖŗŘřȐȑȒȓṘṙṚṛṜṝṞṟ",
        "s ŚśŜŝŞşŠšſȘșṠṡṢṣṤṥṦṧṨṩẛ",
        "t ŢţŤťŦŧȚțṪṫṬṭṮṯṰṱẗ",
        "u ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲųƯưǓǔǕǖǗǘǙǚǛǜȔȕȖȗɄṲṳṴṵṶṷṸṹṺṻỤụỦủỨứỪừỬửỮữỰự",
        "v ṼṽṾṿ",
        "w ŴŵẀẁẂẃẄẅẆẇẈẉẘ",
        "x ẊẋẌẍ",
        "y ÝýÿŶŷŸƳƴȲȳẎẏẙỲỳỴỵỶỷỸỹ",
        "z ŹźŻżŽžƵƶẐẑẒẓẔẕ",
        "ʒ Ǯǯ",
        "α ΆάἀἁἂἃἄἅἆἇἈἉἊἋἌἍἎἏὰάᾀᾁᾂᾃᾄᾅᾆᾇᾈᾉᾊᾋᾌᾍᾎᾏᾰᾱᾲᾳᾴᾶᾷᾸᾹᾺΆᾼ",
        "β ϐ",
        "ε ΈέϵἐἑἒἓἔἕἘἙἚἛἜἝὲέῈΈ",
        "η ΉήἠἡἢἣἤἥἦἧἨἩἪἫἬἭἮἯὴήᾐᾑᾒᾓᾔᾕᾖᾗᾘᾙᾚᾛᾜᾝᾞᾟῂῃῄῆῇῊΉῌ",
        "θ ϑ",
        "ι ΊΐΪίϊἰἱἲἳἴἵἶἷἸἹἺἻἼἽἾἿὶίιῐῑῒΐῖῗῘῙῚΊ",
        "κ ϰ",
        "μ µ",
        "ο ΌόὀὁὂὃὄὅὈὉὊὋὌὍὸόῸΌ",
        "π ϖ",
        "ρ ϱῤῥῬ",
        "σ ςϲϹ",
        "υ ΎΫΰϋύϒϓϔὐὑὒὓὔὕὖὗὙὛὝὟὺύῠῡῢΰῦῧῨῩῪΎ",
        "φ ϕ",
        "ω ΏώὠὡὢὣὤὥὦὧὨὩὪὫὬὭὮὯὼώᾠᾡᾢᾣᾤᾥᾦᾧᾨᾩᾪᾫᾬᾭᾮᾯῲῳῴῶῷῺΏῼ",
        "ae ÆæǢǣǼǽ",
        "aʾ ẚ",
        "dz ǄǅǆǱǲǳ",
        "ij Ĳĳ",
        "lj Ǉǈǉ",
        "nj Ǌǋǌ",
        "oe Œœ",
        "ss ßẞ",
        "th Þþ",
        "ʼn ŉ",
    ];

    private static readonly string?[] Folded = Expand();

    /// <summary>What a letter folds to, or null when it isn't one of the table.</summary>
    public static string? Of(char letter) => letter < Folded.Length ? Folded[letter] : null;

    private static string?[] Expand()
    {
        var folded = new string?[0x2000];
        foreach (var group in Groups)
        {
            var space = group.IndexOf(' ', StringComparison.Ordinal);
            var target = group[..space];
            foreach (var letter in group.AsSpan(space + 1))
                folded[letter] = target;
        }

        return folded;
    }
}
