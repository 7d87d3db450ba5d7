<?xml version="1.0" encoding="utf-8"?>
<!-- teikit's TEI as a document of a volume of Foreign Relations of the United States (the grammar of the Office of the
     Historian, ODD of 2014 and later). XSLT 1.0.

     What the volumes print is kept: the text as corrected, the dateline, the signature, notes; a gap reads [text not
     declassified]. What they do not print is left out: forme work, stamps, exemption codes, the lines of the OCR. What
     nobody said is not made up: the head is the title of the file, the source note has what the header knows. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns="http://www.tei-c.org/ns/1.0" xmlns:tei="http://www.tei-c.org/ns/1.0"
  xmlns:frus="http://history.state.gov/frus/ns/1.0" exclude-result-prefixes="tei">

  <xsl:output method="xml" encoding="utf-8"/>
  <xsl:param name="first" select="1"/> <!-- the number of the first document -->

  <xsl:template match="/">
    <TEI>
      <teiHeader>
        <fileDesc>
          <titleStmt>
            <xsl:apply-templates select="(//tei:teiHeader)[1]//tei:titleStmt/tei:title" mode="plain"/>
            <xsl:for-each select="(//tei:teiHeader)[1]//tei:titleStmt/tei:editor">
              <editor><xsl:value-of select="normalize-space(.)"/></editor>
            </xsl:for-each>
          </titleStmt>
          <publicationStmt>
            <publisher><xsl:value-of select="normalize-space((//tei:publicationStmt/tei:publisher)[1])"/></publisher>
          </publicationStmt>
          <sourceDesc>
            <p>Derived from the TEI that <xsl:value-of select="normalize-space((//tei:application/tei:label)[1])"/><xsl:if test="not(//tei:application)">teikit</xsl:if> made of the OCR.</p>
          </sourceDesc>
        </fileDesc>
      </teiHeader>
      <text>
        <body>
          <xsl:apply-templates select="//tei:TEI/tei:text/tei:body/tei:div"/>
        </body>
      </text>
    </TEI>
  </xsl:template>

  <xsl:template match="tei:title" mode="plain">
    <title><xsl:copy-of select="@type"/><xsl:value-of select="normalize-space(.)"/></title>
  </xsl:template>

  <!-- ============================================================ the document -->

  <xsl:template match="tei:body/tei:div">
    <xsl:variable name="number" select="position() - 1 + $first"/>
    <xsl:variable name="header" select="ancestor::tei:TEI[1]/tei:teiHeader"/>
    <div type="document" subtype="historical-document" n="{$number}">
      <xsl:attribute name="xml:id"><xsl:value-of select="concat('d', $number)"/></xsl:attribute>
      <head><xsl:value-of select="normalize-space($header//tei:titleStmt/tei:title[1])"/></head>
      <xsl:call-template name="source-note"><xsl:with-param name="header" select="$header"/></xsl:call-template>
      <xsl:call-template name="dateline">
        <xsl:with-param name="sent" select="$header//tei:correspAction[@type = 'sent'][1]"/>
      </xsl:call-template>
      <xsl:variable name="blocks"
        select="*[self::tei:head or self::tei:p or self::tei:list or self::tei:table or self::tei:div or self::tei:floatingText]"/>
      <xsl:apply-templates select="$blocks"/>
      <xsl:if test="not($blocks)"><p/></xsl:if>
      <xsl:apply-templates select="tei:closer | tei:postscript"/>
    </div>
  </xsl:template>

  <xsl:template name="source-note">
    <xsl:param name="header"/>
    <xsl:variable name="kept" select="$header//tei:msDesc/tei:msIdentifier/*[normalize-space()]"/>
    <xsl:variable name="numbers" select="$header//tei:fileDesc//tei:idno[@type = 'record']"/>
    <xsl:variable name="banner" select="(.//tei:fw[@type = 'classification'])[1]"/>
    <xsl:if test="$kept or $numbers or $banner">
      <note type="source">
        <xsl:text>Source: </xsl:text>
        <xsl:for-each select="$kept | $numbers">
          <xsl:value-of select="normalize-space(.)"/>
          <xsl:choose>
            <xsl:when test="position() != last()">, </xsl:when>
            <xsl:otherwise>. </xsl:otherwise>
          </xsl:choose>
        </xsl:for-each>
        <xsl:for-each select="$banner">
          <frus:classification><xsl:apply-templates mode="line"/></frus:classification>
          <xsl:text>.</xsl:text>
        </xsl:for-each>
      </note>
    </xsl:if>
  </xsl:template>

  <xsl:template name="dateline">
    <xsl:param name="sent"/>
    <xsl:if test="$sent/tei:placeName or $sent/tei:date">
      <opener>
        <dateline>
          <xsl:for-each select="$sent/tei:placeName[1] | $sent/tei:date[1]">
            <xsl:if test="position() > 1">, </xsl:if>
            <xsl:element name="{local-name()}">
              <xsl:copy-of select="@when | @notBefore | @notAfter"/>
              <xsl:value-of select="normalize-space(.)"/>
            </xsl:element>
          </xsl:for-each>
        </dateline>
      </opener>
    </xsl:if>
  </xsl:template>

  <!-- What stands in the file beside the document: its paragraphs. -->
  <xsl:template match="tei:floatingText">
    <xsl:for-each select=".//tei:p[normalize-space()]"><p><xsl:apply-templates/></p></xsl:for-each>
  </xsl:template>

  <!-- A section: its heading as a paragraph, and what stands below it. -->
  <xsl:template match="tei:div/tei:div">
    <xsl:apply-templates select="tei:head | tei:p | tei:list | tei:table | tei:floatingText"/>
  </xsl:template>

  <xsl:template match="tei:head">
    <p><xsl:apply-templates/></p>
  </xsl:template>

  <xsl:template match="tei:p">
    <p><xsl:apply-templates/></p>
  </xsl:template>

  <xsl:template match="tei:list">
    <list>
      <xsl:for-each select="tei:label | tei:item">
        <xsl:element name="{local-name()}"><xsl:apply-templates/></xsl:element>
      </xsl:for-each>
    </list>
  </xsl:template>

  <xsl:template match="tei:table">
    <table>
      <xsl:for-each select="tei:row">
        <row>
          <xsl:for-each select="tei:cell"><cell><xsl:apply-templates/></cell></xsl:for-each>
        </row>
      </xsl:for-each>
    </table>
  </xsl:template>

  <xsl:template match="tei:closer">
    <closer><xsl:apply-templates/></closer>
  </xsl:template>

  <xsl:template match="tei:closer/tei:salute">
    <salute><xsl:apply-templates/></salute>
  </xsl:template>

  <xsl:template match="tei:signed">
    <signed><xsl:apply-templates/></signed>
  </xsl:template>

  <xsl:template match="tei:postscript">
    <postscript>
      <xsl:for-each select="tei:p"><p><xsl:apply-templates/></p></xsl:for-each>
      <xsl:if test="not(tei:p)"><p/></xsl:if>
    </postscript>
  </xsl:template>

  <!-- ============================================================ inside a line -->

  <xsl:template match="tei:choice">
    <xsl:apply-templates select="tei:corr/node() | tei:reg/node() | tei:expan/node()"/>
  </xsl:template>

  <xsl:template match="tei:app">
    <xsl:apply-templates select="tei:lem/node()"/>
  </xsl:template>

  <xsl:template match="tei:lb">
    <xsl:if test="not(@break = 'no')"><xsl:text> </xsl:text></xsl:if>
  </xsl:template>

  <!-- The grammar has no @ref on names. -->
  <xsl:template match="tei:persName | tei:placeName | tei:orgName">
    <xsl:element name="{local-name()}"><xsl:apply-templates/></xsl:element>
  </xsl:template>

  <xsl:template match="tei:date">
    <date><xsl:copy-of select="@when | @notBefore | @notAfter"/><xsl:apply-templates/></date>
  </xsl:template>

  <xsl:template match="tei:hi[@rend = 'underline' or @rend = 'superscript' or @rend = 'strong' or @rend = 'italic']">
    <hi rend="{@rend}"><xsl:apply-templates/></hi>
  </xsl:template>

  <xsl:template match="tei:unclear">
    <unclear><xsl:apply-templates/></unclear>
  </xsl:template>

  <xsl:template match="tei:ref">
    <ref><xsl:copy-of select="@target"/><xsl:apply-templates/></ref>
  </xsl:template>

  <xsl:template match="tei:gap[@reason = 'redacted']">
    <xsl:text>[</xsl:text><hi rend="italic"><xsl:call-template name="extent"/>not declassified</hi><xsl:text>]</xsl:text>
  </xsl:template>

  <xsl:template match="tei:gap[@reason = 'missing']">
    <xsl:text>[</xsl:text><hi rend="italic"><xsl:call-template name="extent"/>missing</hi><xsl:text>]</xsl:text>
  </xsl:template>

  <xsl:template match="tei:gap">
    <xsl:text>[</xsl:text><hi rend="italic"><xsl:call-template name="extent"/>illegible</hi><xsl:text>]</xsl:text>
  </xsl:template>

  <xsl:template name="extent">
    <xsl:choose>
      <xsl:when test="@quantity and @unit">
        <xsl:value-of select="concat(@quantity, ' ', @unit)"/>
        <xsl:if test="@quantity != 1">s</xsl:if>
        <xsl:text> </xsl:text>
      </xsl:when>
      <xsl:when test="@extent"><xsl:value-of select="concat(@extent, ' ')"/></xsl:when>
      <xsl:otherwise>text </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- What the page has and the message has not. -->
  <xsl:template match="tei:fw | tei:note | tei:pb | tei:anchor | tei:stamp"/>

  <xsl:template match="text()" mode="line"><xsl:value-of select="."/></xsl:template>
  <xsl:template match="tei:choice" mode="line"><xsl:value-of select="tei:corr"/></xsl:template>
  <xsl:template match="*" mode="line"><xsl:apply-templates mode="line"/></xsl:template>

</xsl:stylesheet>
